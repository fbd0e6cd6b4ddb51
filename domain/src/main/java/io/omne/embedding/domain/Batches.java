package io.omne.embedding.domain;

import java.util.ArrayList;
import java.util.List;

/// Divides passages into the calls to a provider.
///
/// @param passages the most passages in one call
/// @param characters the most `char`s in one call; a passage with more gets a call of its own
public record Batches(int passages, int characters) {

    public Batches {
        if (passages < 1 || characters < 1) {
            throw new IllegalArgumentException(
                    "batches of %d passages and %d characters".formatted(passages, characters));
        }
    }

    /// Divides all passages, in their order, into as few batches as the limits allow.
    public List<List<String>> of(List<String> all) {
        var batches = new ArrayList<List<String>>();
        int from = 0;
        long held = 0;
        for (int i = 0; i < all.size(); i++) {
            int length = all.get(i).length();
            if (i > from && (i - from == passages || held + length > characters)) {
                batches.add(all.subList(from, i));
                from = i;
                held = 0;
            }
            held += length;
        }
        if (from < all.size()) {
            batches.add(all.subList(from, all.size()));
        }
        return List.copyOf(batches);
    }
}
