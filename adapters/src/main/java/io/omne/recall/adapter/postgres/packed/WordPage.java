package io.omne.recall.adapter.postgres.packed;

import io.omne.database.adapter.postgres.PackedRow.Slice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/// Some forms of a block with their postings. The form is stored: for each, the number of its bytes and these, and
/// the number of bytes of its postings and these. Forms are in the order of their bytes, as PostgreSQL compares them.
///
/// @param form the first one
@SuppressWarnings("ArrayRecordComponent") // compared with nothing
public record WordPage(String form, byte[] bytes) {

    /// A page ends when it has so many bytes. A search reads a page for each of its words and each block.
    private static final int FULL = 500;

    private record Entry(String form, byte[] key, byte[] postings) {}

    public static List<WordPage> of(Map<String, byte[]> postings) {
        return pages(postings, FULL);
    }

    /// All forms in one page.
    public static byte[] all(Map<String, byte[]> postings) {
        return pages(postings, Integer.MAX_VALUE).stream()
                .map(WordPage::bytes)
                .findFirst()
                .orElse(new byte[0]);
    }

    private static List<WordPage> pages(Map<String, byte[]> postings, int full) {
        List<Entry> entries = postings.entrySet().stream()
                .map(it -> new Entry(it.getKey(), it.getKey().getBytes(StandardCharsets.UTF_8), it.getValue()))
                .sorted((one, other) -> Arrays.compareUnsigned(one.key(), other.key()))
                .toList();
        var pages = new ArrayList<WordPage>();
        var packer = new Packer();
        String first = "";
        for (Entry entry : entries) {
            first = packer.size() == 0 ? entry.form() : first;
            packer.number(entry.key().length)
                    .bytes(entry.key(), 0, entry.key().length)
                    .number(entry.postings().length)
                    .bytes(entry.postings(), 0, entry.postings().length);
            if (packer.size() >= full) {
                pages.add(new WordPage(first, packer.toBytes()));
                packer = new Packer();
            }
        }
        if (packer.size() > 0) {
            pages.add(new WordPage(first, packer.toBytes()));
        }
        return pages;
    }

    /// The postings of those forms that are looked for.
    public static void read(Slice page, Forms forms, BiConsumer<String, byte[]> each) {
        var unpacker = new Unpacker(page);
        byte[] bytes = page.bytes();
        while (unpacker.hasMore()) {
            int length = unpacker.number();
            int from = unpacker.skip(length);
            int form = forms.find(bytes, from, from + length, 0, 0);
            int size = unpacker.number();
            int postings = unpacker.skip(size);
            if (form >= 0) {
                each.accept(forms.all().get(form), Arrays.copyOfRange(bytes, postings, postings + size));
            }
        }
    }

    /// The postings of all forms.
    public static void readAll(byte[] page, BiConsumer<String, byte[]> each) {
        var unpacker = new Unpacker(page);
        while (unpacker.hasMore()) {
            int length = unpacker.number();
            int from = unpacker.skip(length);
            int size = unpacker.number();
            int postings = unpacker.skip(size);
            each.accept(
                    new String(page, from, length, StandardCharsets.UTF_8),
                    Arrays.copyOfRange(page, postings, postings + size));
        }
    }
}
