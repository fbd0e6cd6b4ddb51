package io.omne.embedding.api;

import io.omne.embedding.IndexedModel;
import java.util.List;
import java.util.function.ToIntFunction;

/// Texts that were claimed together.
///
/// @param model the model with which they must be embedded
public record Claims(IndexedModel model, List<Claim> all) {

    /// How many characters are claimed together; the last text may exceed this limit. So every claimed text is
    /// embedded soon.
    private static final int MOST_CHARACTERS = 50_000;

    /// The first of the due texts, as many as may be claimed together.
    ///
    /// @param length the number of characters of a text
    public static <T> List<T> soonDone(List<T> due, ToIntFunction<T> length) {
        int count = 0;
        int taken = 0;
        while (count < due.size() && (count == 0 || taken < MOST_CHARACTERS)) {
            taken += length.applyAsInt(due.get(count));
            count++;
        }
        return due.subList(0, count);
    }
}
