package io.omne;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The time from the start of the JVM to the first healthy answer, and the memory that the process then has, before
/// and after load: of Omne as `./omne up` starts it, with its AOT cache, and of the plain service from its jar.
final class StartRow implements OtherRow {

    private static final String PLAIN = "plain service";
    private static final int CLIENTS = 16;
    private static final int LOAD_SECONDS = Integer.getInteger("omne.bench.load-seconds", 30);
    private static final Duration SETTLED = Duration.ofSeconds(20);
    private static final Duration IDLE = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "start";
    }

    @Override
    public List<Figure> measure() throws InterruptedException {
        Supplier<ComparedService> launched = () -> ComparedServices.launched(Map.of());
        List<Supplier<ComparedService>> all = List.of(launched, ComparedServices::omne, ComparedServices::plain);
        var times = new double[all.size()][Round.COUNT];
        for (int round = 0; round < Round.COUNT; round++) {
            for (int i = 0; i < all.size(); i++) {
                try (ComparedService service = all.get(i).get()) {
                    times[i][round] = service.started().toMillis() / 1e3;
                }
            }
        }
        double[] medians = Stream.of(times)
                .mapToDouble(it -> Arrays.stream(it).sorted().toArray()[it.length / 2])
                .toArray();
        var figures = new ArrayList<Figure>();
        figures.add(Figure.of(name(), "s to the first healthy answer", medians[0], PLAIN, medians[2]));
        figures.add(Figure.of(name(), "s to the first healthy answer, no AOT cache", medians[1], PLAIN, medians[2]));
        Resident plain = resident(ComparedServices::plain, ComparedService::settle);
        figures.addAll(resident(launched, ComparedService::settleEmbedded).beside(plain, ""));
        figures.addAll(resident(() -> ComparedServices.launched(ComparedServices.NO_EMBEDDING), ComparedService::settle)
                .beside(plain, ", no embedding"));
        return figures;
    }

    /// Creates and lists, until all is done that this leads to.
    private static Resident resident(Supplier<ComparedService> start, Consumer<ComparedService> settle)
            throws InterruptedException {
        var users = new ComparedUsers();
        try (ComparedService service = start.get()) {
            Thread.sleep(SETTLED);
            double started = service.resident();
            LoadGenerator.run(service.url(), CLIENTS, LOAD_SECONDS, 0, Workload.creates(users));
            LoadGenerator.run(service.url(), CLIENTS, LOAD_SECONDS, 0, Workload.lists(users.writers()));
            settle.accept(service);
            double loaded = service.resident();
            Thread.sleep(IDLE);
            return new Resident(started, loaded, service.resident());
        }
    }

    /// The memory of a process, in MiB.
    private record Resident(double started, double loaded, double idle) {

        List<Figure> beside(Resident plain, String how) {
            return List.of(
                    Figure.of("start", "MiB resident after the start" + how, started, PLAIN, plain.started),
                    Figure.of("start", "MiB resident after load" + how, loaded, PLAIN, plain.loaded),
                    Figure.of("start", "MiB resident 60 s after load" + how, idle, PLAIN, plain.idle));
        }
    }
}
