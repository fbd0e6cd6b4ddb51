package io.omne;

import io.omne.LoadGenerator.Load;
import io.omne.LoadGenerator.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Creates and GETs by 16 clients on one instance, on two with the same database and Redis, each with half of the
/// clients, and on one again. All share the machine.
final class InstancesRow implements OtherRow {

    private static final int CLIENTS = 16;

    private final ComparedUsers users = new ComparedUsers();

    @Override
    public String name() {
        return "instances";
    }

    /// The rates of the rounds.
    private record Rates(List<Double> creates, List<Double> gets) {

        Rates() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    @Override
    public List<Figure> measure() {
        var alone = new Rates();
        var both = new Rates();
        try (ComparedService one = ComparedServices.omne()) {
            users.create(one);
            Round.warmUp(one, users);
            measure(List.of(one), alone);
            ComparedService other = ComparedServices.beside(one);
            try {
                Round.warmUp(other, users);
                measure(List.of(one, other), both);
            } finally {
                other.kill();
            }
            one.settle();
            measure(List.of(one), alone);
        }
        return List.of(
                Figure.of(name(), "creates a second, two", median(both.creates), "one", median(alone.creates)),
                Figure.of(name(), "GETs a second, two", median(both.gets), "one", median(alone.gets)));
    }

    private void measure(List<ComparedService> instances, Rates rates) {
        List<Request> creates = Workload.creates(users);
        List<Request> gets = Workload.gets(users.known(instances.getFirst()));
        for (int round = 0; round < Round.COUNT; round++) {
            rates.creates.add(rate(instances, creates));
            instances.getFirst().settle();
            rates.gets.add(rate(instances, gets));
        }
    }

    private static double rate(List<ComparedService> instances, List<Request> requests) {
        int clients = CLIENTS / instances.size();
        return instances.stream()
                .map(it -> CompletableFuture.supplyAsync(
                        () -> LoadGenerator.run(it.url(), clients, Round.SECONDS, 0, requests)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .mapToDouble(Load::rate)
                .sum();
    }

    private static double median(List<Double> rates) {
        return rates.stream().sorted().toList().get(rates.size() / 2);
    }
}
