package io.omne.recall.adapter.postgres.packed;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Indexed forms of words that are looked for, found by their bytes without making strings.
public final class Forms {

    /// Lengths, first and last bytes are kept modulo this number.
    private static final int KINDS = 32;

    private final List<String> forms;
    private final byte[][] bytes;
    private final int[] hashes;

    /// A hash table with open addressing: at the place of a hash, or behind it, stands the number of its form, plus
    /// one. At least half of it is empty.
    private final int[] table;

    /// Which lengths forms have, with which first and last bytes: a bit for each. Nearly all other words are told from
    /// forms by this, without a hash of their bytes.
    private final long[] ends = new long[KINDS * KINDS * KINDS / Long.SIZE];

    /// @param forms each once
    public Forms(List<String> forms) {
        this.forms = List.copyOf(forms);
        this.bytes =
                forms.stream().map(it -> it.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
        this.hashes =
                Arrays.stream(bytes).mapToInt(it -> hash(1, it, 0, it.length)).toArray();
        this.table = new int[Math.max(64, 4 * Integer.highestOneBit(Math.max(1, hashes.length)))];
        for (int i = 0; i < hashes.length; i++) {
            int place = place(hashes[i]);
            while (table[place] != 0) {
                place = next(place);
            }
            table[place] = i + 1;
            int end = end(bytes[i], 0, bytes[i].length, 0, 0);
            ends[end / Long.SIZE] |= 1L << end;
        }
    }

    public int size() {
        return bytes.length;
    }

    public List<String> all() {
        return forms;
    }

    /// The number of the form that consists of two ranges of bytes; -1 if it is not looked for.
    public int find(byte[] text, int from, int to, int more, int moreTo) {
        int end = end(text, from, to, more, moreTo);
        if ((ends[end / Long.SIZE] & 1L << end) == 0) {
            return -1;
        }
        int hash = hash(hash(1, text, from, to), text, more, moreTo);
        for (int place = place(hash); table[place] != 0; place = next(place)) {
            int form = table[place] - 1;
            if (hashes[form] == hash && isForm(bytes[form], text, from, to, more, moreTo)) {
                return form;
            }
        }
        return -1;
    }

    /// The number of a form that is looked for.
    public int indexOf(String form) {
        byte[] text = form.getBytes(StandardCharsets.UTF_8);
        return find(text, 0, text.length, 0, 0);
    }

    private static int hash(int seed, byte[] text, int from, int to) {
        int hash = seed;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text[i];
        }
        return hash;
    }

    private static int end(byte[] text, int from, int to, int more, int moreTo) {
        int length = to - from + moreTo - more;
        if (length == 0) {
            return 0;
        }
        byte first = text[from < to ? from : more];
        byte last = text[more < moreTo ? moreTo - 1 : to - 1];
        return (length % KINDS * KINDS + (first & (KINDS - 1))) * KINDS + (last & (KINDS - 1));
    }

    private int place(int hash) {
        return (hash ^ (hash >>> 16)) & (table.length - 1);
    }

    private int next(int place) {
        return (place + 1) & (table.length - 1);
    }

    private static boolean isForm(byte[] form, byte[] text, int from, int to, int more, int moreTo) {
        int head = to - from;
        return form.length == head + moreTo - more
                && Arrays.equals(form, 0, head, text, from, to)
                && Arrays.equals(form, head, form.length, text, more, moreTo);
    }
}
