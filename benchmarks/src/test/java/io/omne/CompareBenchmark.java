package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.ComparedService.Usage;
import io.omne.LoadGenerator.Load;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/// Omne beside the plain service of `benchmarks/plain-service`: in turn, on one PostgreSQL, with the same requests.
/// `./omne bench compare` runs it.
class CompareBenchmark {

    private static final int ROUNDS = Integer.getInteger("omne.bench.rounds", 5);
    private static final int SECONDS = Integer.getInteger("omne.bench.seconds", 5);

    /// How long each service creates memories first, until all code is compiled.
    private static final int WARM_SECONDS = Integer.getInteger("omne.bench.warm", 120);

    private static final int WARM_CLIENTS = 64;

    /// The length of the round that warms a workload up.
    private static final int WARM_ROUND = 10;

    /// The names of the workloads that are measured.
    private static final Pattern ROWS = Pattern.compile(System.getProperty("omne.bench.rows", ".*"));

    /// What a service used for each request of a round.
    ///
    /// @param service milliseconds of CPU
    /// @param postgres milliseconds of CPU
    /// @param redis milliseconds of CPU
    /// @param wal bytes
    record Round(double rate, double p50, double p99, double service, double postgres, double redis, double wal) {

        double cpu() {
            return service + postgres + redis;
        }
    }

    @Test
    void compare() {
        var results = new ArrayList<ComparedRow>();
        var users = new ComparedUsers();
        try (ComparedService omne = ComparedService.omne();
                ComparedService plain = ComparedService.plain()) {
            List<ComparedService> services = List.of(omne, plain);
            services.forEach(it -> System.out.printf(
                    Locale.ROOT,
                    "[bench] %s: %.1f s from the start of the JVM to the first answer, %.0f MiB resident when both have started%n",
                    it.name(),
                    it.started().toMillis() / 1000.0,
                    it.resident()));
            services.forEach(users::create);
            var warmUp = new Workload(Workload.Kind.CREATE, WARM_CLIENTS, 0, 0, 0, 0);
            services.forEach(
                    it -> LoadGenerator.run(it.url(), WARM_CLIENTS, WARM_SECONDS, 0, warmUp.requests(it, users, 0)));
            for (Workload workload : Workload.all()) {
                if (ROWS.matcher(workload.name()).matches()) {
                    ComparedRow row = measure(workload, services, users);
                    row.print();
                    results.add(row);
                }
            }
            services.forEach(it -> System.out.printf(
                    Locale.ROOT, "[bench] %s: %.0f MiB resident after the load%n", it.name(), it.resident()));
            System.out.printf("[bench] the report is in %s%n", CompareReport.write(results, settings(omne)));
        }
        assertThat(results).as("measured workloads").isNotEmpty();
        SoftAssertions.assertSoftly(all -> results.forEach(row -> row.check(all)));
    }

    private static Map<String, String> settings(ComparedService service) {
        var settings = new TreeMap<String, String>();
        settings.put("java", Runtime.version().toString());
        settings.put("postgresql", service.postgresVersion());
        settings.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        settings.put("rounds", Integer.toString(ROUNDS));
        settings.put("seconds", Integer.toString(SECONDS));
        settings.put("flags of both services", "scripts/java.options, -Xmx1g");
        return settings;
    }

    private static ComparedRow measure(Workload workload, List<ComparedService> services, ComparedUsers users) {
        var omne = new ArrayList<Round>();
        var plain = new ArrayList<Round>();
        for (int round = 0; round <= ROUNDS; round++) {
            for (ComparedService service : round % 2 == 0 ? services : services.reversed()) {
                Round measured = round(workload, service, users, round);
                if (round > 0) {
                    (service.isOmne() ? omne : plain).add(measured);
                }
            }
        }
        return new ComparedRow(workload, omne, plain);
    }

    /// The first round warms up.
    private static Round round(Workload workload, ComparedService service, ComparedUsers users, int round) {
        var requests = workload.requests(service, users, round);
        if (!workload.isCached()) {
            service.forgetCache();
        }
        Usage began = service.usage();
        int seconds = round == 0 ? WARM_ROUND : SECONDS;
        Load load = LoadGenerator.run(service.url(), workload.clients(), seconds, workload.perSecond(), requests);
        if (workload.isOnlyOnce()) {
            assertThat(load.requests())
                    .as("%s: requests that were sent once", workload.name())
                    .isLessThanOrEqualTo(requests.size());
        }
        service.settle();
        Usage ended = service.usage();
        CpuTime time = ended.time().since(began.time());
        return new Round(
                load.rate(),
                load.p50(),
                load.p99(),
                time.process() / 1e6 / load.requests(),
                time.postgres() / 1e6 / load.requests(),
                (ended.redis() - began.redis()) / 1e6 / load.requests(),
                (double) (ended.wal() - began.wal()) / load.requests());
    }

    static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
        double[] all = rounds.stream().mapToDouble(figure).sorted().toArray();
        return Arrays.stream(all).skip(all.length / 2).findFirst().orElseThrow();
    }
}
