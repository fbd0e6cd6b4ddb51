package io.omne;

import io.omne.LoadGenerator.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// Creates and lists in a database with very many memories, against one with 10,000, in turn. It fills the large one
/// by replays, and measures that of the lists. That has its bar in the benchmark `lists`.
final class SizesRow implements OtherRow {

    private static final int SMALL = 10_000;
    private static final int LARGE = Integer.getInteger("omne.bench.memories", 1_000_000);
    private static final int CLIENTS = 16;

    /// The length of the round that warms up.
    private static final int WARM_ROUND = 10;

    @Override
    public String name() {
        return "sizes";
    }

    @Override
    public List<Figure> measure() throws Exception {
        var users = new ComparedUsers();
        try (FilledDatabase small = FilledDatabase.with(SMALL, users);
                FilledDatabase large = FilledDatabase.with(LARGE, users)) {
            List<FilledDatabase> both = List.of(small, large);
            both.forEach(it -> Round.warmUp(it.service(), users));
            both.forEach(it -> System.out.printf(
                    Locale.ROOT, "[bench] sizes: %,d memories with those of the warm-up%n", it.memories()));
            var figures = new ArrayList<Figure>();
            ListReplay replay = large.replay();
            figures.add(Figure.of(
                    name(),
                    "events a second of a replay of the lists",
                    replay.perSecond(),
                    "reading events and copying rows alone",
                    replay.events() / replay.bare()));
            figures.addAll(compare("a create", both, _ -> Workload.creates(users)));
            figures.addAll(compare("a list", both, it -> Workload.lists(it.readers())));
            return figures;
        }
    }

    private interface Requests {

        List<Request> to(FilledDatabase database);
    }

    /// The first round warms up.
    private List<Figure> compare(String request, List<FilledDatabase> both, Requests requests) {
        var small = new ArrayList<Round>();
        var large = new ArrayList<Round>();
        for (int round = 0; round <= Round.COUNT; round++) {
            int seconds = round == 0 ? WARM_ROUND : Round.SECONDS;
            for (FilledDatabase each : round % 2 == 0 ? both : both.reversed()) {
                each.service().forgetCache();
                Round measured = Round.run(each.service(), CLIENTS, seconds, 0, requests.to(each));
                if (round > 0) {
                    (each.equals(both.getFirst()) ? small : large).add(measured);
                }
            }
        }
        return List.of(
                figure("ms of CPU of " + request, large, small, Round::cpu),
                figure("p50 of " + request + ", ms", large, small, Round::p50),
                figure("p99 of " + request + ", ms", large, small, Round::p99));
    }

    private Figure figure(String name, List<Round> large, List<Round> small, ToDoubleFunction<Round> figure) {
        return Figure.of(
                name(),
                String.format(Locale.ROOT, "%s, %,d memories", name, LARGE),
                Round.median(large, figure),
                String.format(Locale.ROOT, "%,d memories", SMALL),
                Round.median(small, figure));
    }
}
