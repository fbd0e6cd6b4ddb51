package io.omne;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// What a search of one user costs, in milliseconds, beside plain vector search.
///
/// @param cpu of the server and PostgreSQL, for one search
/// @param plain of this process and PostgreSQL, for one plain vector search
/// @param recall the share of the ten nearest memories that a search by meaning finds
record SearchFigures(double median, double p95, CpuTime cpu, CpuTime plain, double recall) {

    private static final int FIRST = 10;

    /// @param warm questions that are asked first
    static SearchFigures measure(
            TestDatabase database,
            ServerProcess server,
            PlainVectorSearch exact,
            Client client,
            List<String> warm,
            List<String> questions)
            throws SQLException {
        SearchLoad.oneByOne(client, warm);
        CpuTime began = CpuTime.now(database, server.pid());
        List<Double> times = SearchLoad.oneByOne(client, questions);
        CpuTime cpu = CpuTime.now(database, server.pid()).since(began);
        for (String question : warm) {
            exact.nearest(client.user(), question, FIRST);
        }
        List<List<UUID>> nearest = new ArrayList<>();
        began = CpuTime.now(database);
        for (String question : questions) {
            nearest.add(exact.nearest(client.user(), question, FIRST));
        }
        CpuTime plain = CpuTime.now(database).since(began);
        long found = 0;
        for (int i = 0; i < questions.size(); i++) {
            List<UUID> expected = nearest.get(i);
            found += SearchLoad.nearest(client, questions.get(i))
                    .map(UUID::fromString)
                    .filter(expected::contains)
                    .count();
        }
        int count = questions.size();
        return new SearchFigures(
                times.get(count / 2),
                times.get(count * 95 / 100),
                new CpuTime(cpu.process() / count, cpu.postgres() / count),
                new CpuTime(plain.process() / count, plain.postgres() / count),
                (double) found / FIRST / count);
    }

    /// The CPU time of a search, in those of plain vector search.
    double timesPlain() {
        return (double) (cpu.process() + cpu.postgres()) / (plain.process() + plain.postgres());
    }

    void print(int memories, double bar) {
        System.out.printf(
                Locale.ROOT,
                "[bench] %,d memories: p50 %.1f ms (bar on two idle cores: %.0f ms), p95 %.1f ms; CPU: server %.1f ms,"
                        + " PostgreSQL %.1f ms; plain vector search %.1f ms, PostgreSQL %.1f ms: %.2f times as much;"
                        + " recall of the first ten by meaning %.3f%n",
                memories,
                median,
                bar,
                p95,
                cpu.process() / 1e6,
                cpu.postgres() / 1e6,
                plain.process() / 1e6,
                plain.postgres() / 1e6,
                timesPlain(),
                recall);
    }
}
