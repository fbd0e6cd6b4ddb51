package io.omne;

import com.sun.management.OperatingSystemMXBean;
import io.omne.RecallSet.Query;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// How much of the evidence for questions a search finds, with what each part of the ranking is worth, and beside it
/// plain ways of searching on the same data. `./omne bench recall FILE…` runs it.
class RecallBenchmark {

    private static final String TOTAL = "total";

    @Test
    void findsTheEvidence() {
        String files = System.getProperty("omne.bench.recall", RecallTest.SMALL.toString());
        for (String file : files.split(",", -1)) {
            try (TestDatabase database = TestDatabase.create();
                    Instance server =
                            new Instance(database.url(), TestRedis.shared(), Map.of("embedding.provider", "local"))) {
                measure(RecallSet.read(Path.of(file)), server, database);
            }
        }
    }

    private static void measure(RecallSet set, Instance server, TestDatabase database) {
        var run = new RecallRun(set, server);
        System.out.printf(
                "[bench] %s: %d memories, %d questions%n",
                set.name(), run.memories(), run.queries().size());
        ask(run, "hybrid"); // warms up
        for (String mode : List.of("hybrid", "words", "meaning")) {
            ask(run, mode).print();
        }
        leaveOut(run);
        try (var plain = new PlainSearches(database, server)) {
            plain.run(set);
        }
    }

    private static RecallFigures ask(RecallRun run, String mode) {
        var figures = new RecallFigures("omne, " + mode);
        List<Long> times = new ArrayList<>();
        long cpu = cpu();
        for (Query query : run.queries()) {
            long start = System.nanoTime();
            List<JsonNode> hits = run.search(query, mode, 20, false);
            times.add(System.nanoTime() - start);
            figures.add(query, run.found(hits));
        }
        cpu = cpu() - cpu;
        Collections.sort(times);
        System.out.printf(
                Locale.ROOT,
                "[bench] %s: p50 %.1f ms, p95 %.1f ms, CPU of server and client %.1f ms a query%n",
                mode,
                times.get(times.size() / 2) / 1e6,
                times.get(times.size() * 95 / 100) / 1e6,
                cpu / 1e6 / times.size());
        return figures;
    }

    /// Ranks the first hundred hits again by the sum of all parts but one.
    private static void leaveOut(RecallRun run) {
        Map<String, RecallFigures> without = new TreeMap<>();
        for (Query query : run.queries()) {
            List<JsonNode> hits = run.search(query, "hybrid", 100, true);
            List<String> found = run.found(hits);
            List<String> parts = hits.stream()
                    .limit(1)
                    .flatMap(hit -> hit.path("explain").propertyNames().stream())
                    .filter(part -> !part.equals(TOTAL))
                    .toList();
            for (String part : parts) {
                List<String> again = IntStream.range(0, hits.size())
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> -rest(hits.get(i), part)))
                        .map(found::get)
                        .toList();
                without.computeIfAbsent(part, _ -> new RecallFigures("omne without " + part))
                        .add(query, again);
            }
        }
        without.values().forEach(RecallFigures::printAll);
    }

    private static double rest(JsonNode hit, String part) {
        JsonNode explanation = hit.path("explain");
        return explanation.path(TOTAL).asDouble() - explanation.path(part).asDouble();
    }

    private static long cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }
}
