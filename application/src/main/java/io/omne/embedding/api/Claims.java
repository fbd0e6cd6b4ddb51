package io.omne.embedding.api;

import io.omne.embedding.IndexedModel;
import java.util.List;
import java.util.function.ToIntFunction;

/// What was claimed at once.
///
/// @param model what they are to be embedded with
public record Claims(IndexedModel model, List<Claim> all) {

    /// What one claim has at most, and one long text: nobody holds more than is soon done.
    private static final int MOST_CHARACTERS = 50_000;

    /// The first of those that are due, as many as one claim may have.
    ///
    /// @param length how many characters the text has
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
