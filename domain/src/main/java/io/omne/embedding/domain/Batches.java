package io.omne.embedding.domain;

import java.util.ArrayList;
import java.util.List;

/// How passages are spread over the calls to a provider.
///
/// @param passages the most in one call
/// @param characters the most in one call, in `char`s; a passage that has more goes alone
public record Batches(int passages, int characters) {

    public Batches {
        if (passages < 1 || characters < 1) {
            throw new IllegalArgumentException(
                    "batches of %d passages and %d characters".formatted(passages, characters));
        }
    }

    /// All passages, in their order, in as few batches as that allows.
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
