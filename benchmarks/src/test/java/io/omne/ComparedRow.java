package io.omne;

import static io.omne.Round.median;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;

/// The rounds of both services with one workload.
record ComparedRow(Workload workload, List<Round> omne, List<Round> plain) {

    /// Omne's rate in those of the plain service: the median of the rounds.
    double rate() {
        double[] ratios = IntStream.range(0, omne.size())
                .mapToDouble(i -> omne.get(i).rate() / plain.get(i).rate())
                .sorted()
                .toArray();
        return ratios[ratios.length / 2];
    }

    double cpu() {
        return median(omne, Round::cpu) / median(plain, Round::cpu);
    }

    double wal() {
        return median(omne, Round::wal) / median(plain, Round::wal);
    }

    void print() {
        System.out.printf(
                Locale.ROOT,
                "[bench] %s: %.2f of the rate; CPU %.2f times, WAL %.1f times%n  omne: %s%n  plain: %s%n",
                workload.name(),
                rate(),
                cpu(),
                wal(),
                text(omne),
                text(plain));
    }

    private static String text(List<Round> rounds) {
        return String.format(
                Locale.ROOT,
                "%,.0f a second (%,.0f to %,.0f), p50 %.1f ms, p99 %.1f ms, CPU %.3f ms (%.3f + PostgreSQL %.3f"
                        + " + Redis %.3f), WAL %,.0f bytes",
                median(rounds, Round::rate),
                rounds.stream().mapToDouble(Round::rate).min().orElseThrow(),
                rounds.stream().mapToDouble(Round::rate).max().orElseThrow(),
                median(rounds, Round::p50),
                median(rounds, Round::p99),
                median(rounds, Round::cpu),
                median(rounds, Round::service),
                median(rounds, Round::postgres),
                median(rounds, Round::redis),
                median(rounds, Round::wal));
    }

    void check(SoftAssertions all) {
        String name = workload.name();
        all.assertThat(rate()).as("%s: rate", name).isGreaterThanOrEqualTo(workload.leastRate());
        all.assertThat(cpu()).as("%s: CPU", name).isLessThanOrEqualTo(workload.mostCpu());
        all.assertThat(wal()).as("%s: WAL", name).isLessThanOrEqualTo(workload.mostWal());
    }
}
