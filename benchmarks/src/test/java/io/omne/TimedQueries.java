package io.omne;

import io.omne.RecallSet.Query;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;

/// Asks questions one after the other, and prints what that costs.
final class TimedQueries {

    private TimedQueries() {}

    /// @param search the ids of memories, best first
    /// @param cpu what has been used so far
    static RecallFigures ask(
            String name, List<Query> queries, Function<Query, List<String>> search, Supplier<CpuTime> cpu) {
        var figures = new RecallFigures(name);
        List<Long> times = new ArrayList<>();
        CpuTime began = cpu.get();
        for (Query query : queries) {
            long start = System.nanoTime();
            List<String> found = search.apply(query);
            times.add(System.nanoTime() - start);
            figures.add(query, found.stream().distinct().toList());
        }
        CpuTime used = cpu.get().since(began);
        Collections.sort(times);
        System.out.printf(
                Locale.ROOT,
                "[bench] %-28s p50 %.1f ms, p95 %.1f ms, CPU %.1f ms and in PostgreSQL %.1f ms a query%n",
                name,
                times.get(times.size() / 2) / 1e6,
                times.get(times.size() * 95 / 100) / 1e6,
                used.process() / 1e6 / times.size(),
                used.postgres() / 1e6 / times.size());
        return figures;
    }
}
