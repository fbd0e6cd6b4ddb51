package io.omne;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// What a search of one user costs, in milliseconds, beside plain vector search.
///
/// @param cpu of the server and PostgreSQL, for one search
/// @param plain of this process and PostgreSQL, for one plain vector search
/// @param recall the share of the ten nearest memories that a search by meaning finds
record SearchFigures(double median, double p95, Cpu cpu, Cpu plain, double recall) {

    private static final int FIRST = 10;

    /// Questions of plain vector search, which takes a second or more for a million memories.
    private static final int COMPARED = 60;

    /// Milliseconds in the process that searches, and in PostgreSQL.
    record Cpu(double process, double postgres) {

        static Cpu each(CpuTime time, int of) {
            return new Cpu(time.process() / 1e6 / of, time.postgres() / 1e6 / of);
        }

        double sum() {
            return process + postgres;
        }
    }

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
        Cpu cpu = Cpu.each(CpuTime.now(database, server.pid()).since(began), questions.size());
        exact.nearest(client.user(), warm, FIRST);
        List<String> some = questions.subList(0, Math.min(COMPARED, questions.size()));
        began = CpuTime.now(database);
        List<List<UUID>> nearest = exact.nearest(client.user(), some, FIRST);
        Cpu plain = Cpu.each(CpuTime.now(database).since(began), some.size());
        long found = 0;
        for (int i = 0; i < some.size(); i++) {
            List<UUID> expected = nearest.get(i);
            found += SearchLoad.nearest(client, some.get(i))
                    .map(UUID::fromString)
                    .filter(expected::contains)
                    .count();
        }
        return new SearchFigures(
                times.get(times.size() / 2),
                times.get(times.size() * 95 / 100),
                cpu,
                plain,
                (double) found / FIRST / some.size());
    }

    /// The CPU time of a search, in those of plain vector search.
    double timesPlain() {
        return cpu.sum() / plain.sum();
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
                cpu.process(),
                cpu.postgres(),
                plain.process(),
                plain.postgres(),
                timesPlain(),
                recall);
    }
}
