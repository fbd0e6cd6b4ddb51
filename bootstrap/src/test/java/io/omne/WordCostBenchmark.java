package io.omne;

import io.omne.access.UserId;
import io.omne.recall.application.IndexedWrites;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventProcessor;
import org.junit.jupiter.api.Test;

/// What the index of words adds to the CPU time of a create, in the server and in PostgreSQL: two servers in this
/// JVM, one of them without the processor of the index, in turn. The time of the client is left out, and there is no
/// embedding. Run it with `-Dtest=WordCostBenchmark`.
class WordCostBenchmark {

    private static final int CLIENTS = 8;
    private static final int ROUND = 400;
    private static final int ROUNDS = 12;

    /// It takes some thousand creates until all code is compiled.
    private static final int WARM_ROUNDS = 16;

    private static final String[] TEXTS = {
        "The ferry to the islands leaves at nine and we have to be there early.",
        "Did you see the painting that my sister made last week? It is lovely.",
        "We went camping in the mountains with the kids and saw a meteor shower.",
        "I am thinking about a new job in counselling, it would mean a lot to me."
    };

    /// CPU time in nanoseconds.
    private record Cpu(long server, long postgres) {

        Cpu minus(Cpu other) {
            return new Cpu(server - other.server, postgres - other.postgres);
        }

        double micros() {
            return (server + postgres) / 1e3 / ROUND;
        }
    }

    @Test
    void measure() throws InterruptedException, ExecutionException {
        var noEmbedding = Map.<String, Object>of("omne.embedding.workers", 0);
        try (var before = TestDatabase.create();
                var after = TestDatabase.create();
                var without = new Instance(before.url(), TestRedis.shared(), noEmbedding);
                var with = new Instance(after.url(), TestRedis.shared(), noEmbedding)) {
            without.get(EventProcessingConfiguration.class)
                    .eventProcessor("recall-words")
                    .ifPresent(EventProcessor::shutDown);
            for (int i = 0; i < WARM_ROUNDS; i++) {
                round(without, before, false);
                round(with, after, true);
            }
            Cpu[] plain = new Cpu[ROUNDS];
            Cpu[] indexed = new Cpu[ROUNDS];
            for (int i = 0; i < ROUNDS; i++) {
                plain[i] = round(without, before, false);
                indexed[i] = round(with, after, true);
                System.out.printf("[bench] %s, %s%n", plain[i], indexed[i]);
            }
            System.out.printf(
                    "[bench] µs of CPU for a create: %.0f without, %.0f with the index of words, %+.1f %%%n",
                    median(plain), median(indexed), 100 * (median(indexed) / median(plain) - 1));
        }
    }

    private static String memory(int i) {
        return """
                {"content": "%s I told Caroline about run %d.", "metadata": {"speaker": "Melanie"}, "source": "chat"}""".formatted(TEXTS[i % TEXTS.length], i);
    }

    private static double median(Cpu[] rounds) {
        return Arrays.stream(rounds).mapToDouble(Cpu::micros).sorted().toArray()[ROUNDS / 2];
    }

    private static Cpu round(Instance server, TestDatabase database, boolean isIndexed)
            throws InterruptedException, ExecutionException {
        Client client = server.client();
        Cpu began = cpu(database);
        try (var threads = Executors.newFixedThreadPool(
                CLIENTS, Thread.ofPlatform().name("client-", 0).factory())) {
            List<Callable<Integer>> creates = IntStream.range(0, ROUND)
                    .<Callable<Integer>>mapToObj(i ->
                            () -> client.post("/api/v1/memories", memory(i)).status())
                    .toList();
            for (var create : threads.invokeAll(creates)) {
                create.get();
            }
            client.list("/api/v1/memories?per_page=1");
            if (isIndexed) {
                Eventually.holds(
                        Duration.ofSeconds(30),
                        () -> Objects.equals(
                                true,
                                server.get(IndexedWrites.class)
                                        .await(new UserId(client.user()))
                                        .block(Duration.ofSeconds(10))));
            }
            return cpu(database).minus(began);
        }
    }

    /// The CPU time used so far, without that of the client's threads.
    private static Cpu cpu(TestDatabase database) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long clients = Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(Objects::nonNull)
                .filter(it -> it.getThreadName().startsWith("client-")
                        || it.getThreadName().startsWith("HttpClient-"))
                .mapToLong(ThreadInfo::getThreadId)
                .map(id -> Math.max(0, threads.getThreadCpuTime(id)))
                .sum();
        CpuTime used = CpuTime.now(database);
        return new Cpu(used.process() - clients, used.postgres());
    }
}
