package io.omne.recall.adapter.postgres.words;

import io.omne.database.adapter.postgres.PackedRow;
import io.omne.recall.adapter.postgres.packed.Forms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The memories of a user that are in no block, as one search read them.
///
/// @param versions of the rows, in their order, packed as they were read
/// @param newest the greatest number; 0 if there are no rows
/// @param postings made for a second search that finds the same rows, if they are many; else null
/// @param bytes about how much memory all this takes
@SuppressWarnings("ArrayRecordComponent") // compared with nothing
record LooseRows(
        byte[] versions,
        List<IndexedRow> rows,
        long newest,
        @Nullable LoosePostings postings,
        int bytes) {

    /// Fewer rows are read as they are.
    private static final int MANY = 64;

    /// What an entry of the cache takes at least, and a row besides what was read of it. Without a weight of its own,
    /// the entry of a user who has no rows would never be removed.
    private static final int OVERHEAD = 300;

    static final LooseRows NONE = new LooseRows(new byte[0], List.of(), 0, null, OVERHEAD);

    /// What stands for a row: a number may be given again after its row was deleted.
    private record Version(long number, int transaction) {

        static Version read(PackedRow row) {
            return new Version(row.int8(), row.int4());
        }
    }

    /// These rows, as a later search found them.
    ///
    /// @param versions of all rows that there are
    /// @param newer the rows with a greater number than {@link #newest}
    /// @return empty if there is a row that is neither here nor newer
    Optional<LooseRows> next(byte @Nullable [] versions, byte @Nullable [] newer) {
        if (versions == null) {
            return Optional.of(NONE);
        }
        if (Arrays.equals(versions, this.versions)) {
            return Optional.of(withPostings());
        }
        Map<Long, IndexedRow> added = new HashMap<>();
        PackedRow.readAll(newer, IndexedRow::read).forEach(row -> added.put(row.number(), row));
        Map<Version, IndexedRow> known = byVersion();
        var next = new ArrayList<IndexedRow>();
        for (Version version : PackedRow.readAll(versions, Version::read)) {
            IndexedRow row = version.number() > newest ? added.get(version.number()) : known.get(version);
            if (row == null) {
                return Optional.empty();
            }
            next.add(row);
        }
        return Optional.of(of(versions, next));
    }

    private Map<Version, IndexedRow> byVersion() {
        List<Version> all = PackedRow.readAll(versions, Version::read);
        Map<Version, IndexedRow> known = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            known.put(all.get(i), rows.get(i));
        }
        return known;
    }

    /// A row keeps all bytes that were read together with it.
    private static LooseRows of(byte[] versions, List<IndexedRow> rows) {
        long newest = 0;
        Set<byte[]> read = Collections.newSetFromMap(new IdentityHashMap<>());
        for (IndexedRow row : rows) {
            newest = Math.max(newest, row.number());
            read.add(row.packedTerms().bytes());
        }
        int bytes = OVERHEAD
                + versions.length
                + OVERHEAD * rows.size()
                + read.stream().mapToInt(it -> it.length).sum();
        return new LooseRows(versions, rows, newest, null, bytes);
    }

    private LooseRows withPostings() {
        if (postings != null || rows.size() < MANY) {
            return this;
        }
        LoosePostings made = LoosePostings.of(rows);
        return new LooseRows(versions, rows, newest, made, bytes + made.packed().length);
    }

    /// How often each row has each of the forms.
    int[][] frequencies(Forms forms) {
        return postings == null
                ? rows.stream().map(row -> row.terms().frequencies(forms)).toArray(int[][]::new)
                : postings.frequencies(forms, rows.size());
    }

    /// The forms that rows have.
    List<String> known(Forms forms) {
        BitSet known = new BitSet();
        if (postings == null) {
            rows.forEach(row -> row.terms().addForms(forms, known));
        } else {
            known.or(postings.known(forms));
        }
        return known.stream().mapToObj(forms.all()::get).toList();
    }
}
