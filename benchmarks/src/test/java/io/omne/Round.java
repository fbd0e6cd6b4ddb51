package io.omne;

import io.omne.ComparedService.Usage;
import io.omne.LoadGenerator.Load;
import io.omne.LoadGenerator.Request;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// What a service used for each request of a round.
///
/// @param requests how many were answered
/// @param service milliseconds of CPU
/// @param postgres milliseconds of CPU
/// @param redis milliseconds of CPU
/// @param wal bytes
record Round(
        long requests, double rate, double p50, double p99, double service, double postgres, double redis, double wal) {

    static final int COUNT = Integer.getInteger("omne.bench.rounds", 5);
    static final int SECONDS = Integer.getInteger("omne.bench.seconds", 5);

    /// How long a service creates memories first, until all code is compiled.
    private static final int WARM_SECONDS = Integer.getInteger("omne.bench.warm", 120);

    private static final int WARM_CLIENTS = 64;

    static void warmUp(ComparedService service, ComparedUsers users) {
        LoadGenerator.run(service.url(), WARM_CLIENTS, WARM_SECONDS, 0, Workload.creates(users));
    }

    /// Sends the requests for some seconds, and waits until all read models have what was written.
    ///
    /// @param perSecond how many requests are sent each second; 0 for as many as are answered
    static Round run(ComparedService service, int clients, int seconds, int perSecond, List<Request> requests) {
        Usage began = service.usage();
        Load load = LoadGenerator.run(service.url(), clients, seconds, perSecond, requests);
        service.settle();
        Usage ended = service.usage();
        CpuTime time = ended.time().since(began.time());
        return new Round(
                load.requests(),
                load.rate(),
                load.p50(),
                load.p99(),
                time.process() / 1e6 / load.requests(),
                time.postgres() / 1e6 / load.requests(),
                (ended.redis() - began.redis()) / 1e6 / load.requests(),
                (double) (ended.wal() - began.wal()) / load.requests());
    }

    double cpu() {
        return service + postgres + redis;
    }

    static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        double[] all = rounds.stream().mapToDouble(figure).sorted().toArray();
        return Arrays.stream(all).skip(all.length / 2).findFirst().orElseThrow();
    }
}
