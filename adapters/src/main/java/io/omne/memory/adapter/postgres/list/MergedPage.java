package io.omne.memory.adapter.postgres.list;

import java.util.function.Supplier;

/// Builds the page of several streams of rows, each of which is read in order.
///
/// The first few rows of each stream give a bound for the end of the page. Every stream is then read up to the
/// bound only. The cost of a page depends on the number of its streams and rows, not on the length of the
/// streams.
final class MergedPage {

    private MergedPage() {}

    static String of(ListConditions terms, Streams streams, Supplier<String> count) {
        return """
                bound as materialized (select r.at, r.id from (%s) r %s offset %s - 1 limit 1),
                """.formatted(streams.take(terms.share(), ""), terms.order().by("r.at", "r.id"), terms.reach())
                + ListPages.page(
                        terms, streams.take(terms.reach(), terms.order().upToBound(streams.at(), streams.id())), count);
    }

    /// Ranges of an index.
    interface Streams {

        /// Selects `at` and `id` of the first rows of each range that meet a further condition.
        String take(String limit, String condition);

        /// The column of the index that the list is sorted by.
        String at();

        /// The column of the index that distinguishes rows of the same time.
        String id();
    }
}
