package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/// Omne beside the plain service of `benchmarks/plain-service`: in turn, on one PostgreSQL, with the same requests.
/// `./omne bench compare` runs it.
class CompareBenchmark {

    /// The length of the round that warms a workload up.
    private static final int WARM_ROUND = 10;

    /// The names of the workloads that are measured.
    private static final Pattern ROWS = Pattern.compile(System.getProperty("omne.bench.rows", ".*"));

    private final List<ComparedRow> results = new ArrayList<>();
    private final List<Figure> figures = new ArrayList<>();

    @Test
    void compare() throws Exception {
        List<Workload> workloads =
                Workload.all().stream().filter(it -> isAsked(it.name())).toList();
        if (!workloads.isEmpty()) {
            measure(workloads);
        }
        for (OtherRow row :
                List.of(new StartRow(), new InstancesRow(), new SizesRow(), new SearchRow(), new EmbeddingRow())) {
            if (isAsked(row.name())) {
                List<Figure> measured = row.measure();
                measured.forEach(Figure::print);
                figures.addAll(measured);
            }
        }
        System.out.printf("[bench] the report is in %s%n", CompareReport.write(results, figures, settings()));
        assertThat(results.size() + figures.size()).as("measured rows").isPositive();
        SoftAssertions.assertSoftly(all -> {
            results.forEach(row -> row.check(all));
            figures.forEach(figure -> figure.check(all));
        });
    }

    private static boolean isAsked(String row) {
        return ROWS.matcher(row).matches();
    }

    private void measure(List<Workload> workloads) {
        var users = new ComparedUsers();
        try (ComparedService omne = ComparedServices.omne();
                ComparedService plain = ComparedServices.plain()) {
            List<ComparedService> services = List.of(omne, plain);
            services.forEach(users::create);
            services.forEach(it -> Round.warmUp(it, users));
            for (Workload workload : workloads) {
                ComparedRow row = measure(workload, services, users);
                row.print();
                results.add(row);
            }
            services.forEach(it -> System.out.printf(
                    Locale.ROOT, "[bench] %s: %.0f MiB resident after the load%n", it.name(), it.resident()));
        }
    }

    private static Map<String, String> settings() {
        var settings = new TreeMap<String, String>();
        settings.put("java", Runtime.version().toString());
        settings.put("postgresql", ComparedServices.postgresVersion());
        settings.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        settings.put("rounds", Integer.toString(Round.COUNT));
        settings.put("seconds", Integer.toString(Round.SECONDS));
        settings.put("flags of both services", "scripts/java.options, -Xmx1g");
        return settings;
    }

    private static ComparedRow measure(Workload workload, List<ComparedService> services, ComparedUsers users) {
        var omne = new ArrayList<Round>();
        var plain = new ArrayList<Round>();
        for (int round = 0; round <= Round.COUNT; round++) {
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
        int seconds = round == 0 ? WARM_ROUND : Round.SECONDS;
        Round measured = Round.run(service, workload.clients(), seconds, workload.perSecond(), requests);
        if (workload.isOnlyOnce()) {
            assertThat(measured.requests())
                    .as("%s: requests that were sent once", workload.name())
                    .isLessThanOrEqualTo(requests.size());
        }
        return measured;
    }
}
