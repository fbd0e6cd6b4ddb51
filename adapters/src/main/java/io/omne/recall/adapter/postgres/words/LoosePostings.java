package io.omne.recall.adapter.postgres.words;

import io.omne.database.adapter.postgres.PackedRow.Slice;
import io.omne.recall.adapter.postgres.packed.Forms;
import io.omne.recall.adapter.postgres.packed.Postings;
import io.omne.recall.adapter.postgres.packed.WordPage;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// Which memories in no block have each word, as a block has it. A search reads each word once,
/// and not once for each memory that has it.
///
/// @param packed a {@link WordPage}, with places in the list of memories
@SuppressWarnings("ArrayRecordComponent") // compared with nothing
record LoosePostings(byte[] packed) {

    static LoosePostings of(List<IndexedRow> memories) {
        var writers = new WordBlock.Writers();
        for (int i = 0; i < memories.size(); i++) {
            IndexedRow memory = memories.get(i);
            int place = i;
            memory.terms().all().forEach((form, frequency) -> writers.of(form).add(place, frequency, memory.length()));
        }
        return new LoosePostings(WordPage.all(writers.postings()));
    }

    /// How often each of the memories has each of the forms.
    int[][] frequencies(Forms forms, int memories) {
        var frequencies = new int[memories][];
        Arrays.fill(frequencies, new int[forms.size()]);
        var having = new BitSet(memories);
        WordPage.read(page(), forms, (form, list) -> {
            int index = forms.indexOf(form);
            for (var postings = new Postings(list); postings.next(); ) {
                int place = postings.offset();
                if (!having.get(place)) {
                    having.set(place);
                    frequencies[place] = new int[forms.size()];
                }
                frequencies[place][index] = postings.frequency();
            }
        });
        return frequencies;
    }

    /// The numbers of the forms that memories have.
    BitSet known(Forms forms) {
        var known = new BitSet();
        WordPage.read(page(), forms, (form, _) -> known.set(forms.indexOf(form)));
        return known;
    }

    private Slice page() {
        return new Slice(packed, 0, packed.length);
    }
}
