package io.omne.recall.adapter.postgres.words;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Indexed forms of words that are looked for, found by their bytes without making strings.
final class Forms {

    /// The first value of a hash, to which the bytes of a form are added.
    static final int SEED = 1;

    private final List<String> forms;
    private final byte[][] bytes;
    private final int[] hashes;

    /// A bit for the lowest six bits of each hash: most words that are not looked for end here.
    private final long mask;

    /// @param forms each once
    Forms(List<String> forms) {
        this.forms = List.copyOf(forms);
        this.bytes =
                forms.stream().map(it -> it.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
        this.hashes = Arrays.stream(bytes)
                .mapToInt(it -> hash(SEED, it, 0, it.length))
                .toArray();
        this.mask = Arrays.stream(hashes).mapToLong(it -> 1L << it).reduce(0, (some, more) -> some | more);
    }

    int size() {
        return bytes.length;
    }

    List<String> all() {
        return forms;
    }

    static int hash(int seed, byte[] text, int from, int to) {
        int hash = seed;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text[i];
        }
        return hash;
    }

    /// The number of the form that consists of two ranges of bytes; -1 if it is not looked for.
    int find(int hash, byte[] text, int from, int to, int more, int moreTo) {
        if (((mask >>> hash) & 1) == 0) {
            return -1;
        }
        for (int i = 0; i < hashes.length; i++) {
            if (hashes[i] == hash && isForm(bytes[i], text, from, to, more, moreTo)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isForm(byte[] form, byte[] text, int from, int to, int more, int moreTo) {
        int head = to - from;
        return form.length == head + moreTo - more
                && Arrays.equals(form, 0, head, text, from, to)
                && Arrays.equals(form, head, form.length, text, more, moreTo);
    }
}
