package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventProcessor;
import org.junit.jupiter.api.Test;

/// What the index of words adds to the CPU time of a create, in the server and in PostgreSQL: two servers in this
/// JVM, one of them without the processor of the index, in turn. The time of the client is left out, and there is no
/// embedding. `./omne bench indexing` runs it.
class WordCostBenchmark {

    private static final int CLIENTS = 8;
    private static final int ROUND = 400;
    private static final int ROUNDS = 30;

    private static final double MOST_TIMES = 1.15;

    /// It takes some ten thousand creates until all code is compiled.
    private static final int WARM_ROUNDS = 40;

    /// The longest text of a memory, in characters: most chat messages are not longer.
    private static final int LONGEST = 400;

    private final List<String> texts = RecallSet.given().stream()
            .flatMap(set -> set.memories().values().stream().flatMap(List::stream))
            .map(RecallSet.Memory::text)
            .filter(text -> text.length() <= LONGEST)
            .toList();

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
                round(i, without, before, false);
                round(i, with, after, true);
            }
            Cpu[] plain = new Cpu[ROUNDS];
            Cpu[] indexed = new Cpu[ROUNDS];
            for (int i = 0; i < ROUNDS; i++) {
                if (i % 2 == 0) {
                    plain[i] = round(i, without, before, false);
                    indexed[i] = round(i, with, after, true);
                } else {
                    indexed[i] = round(i, with, after, true);
                    plain[i] = round(i, without, before, false);
                }
                System.out.printf("[bench] %s, %s%n", plain[i], indexed[i]);
            }
            double times = median(i -> indexed[i].micros() / plain[i].micros());
            System.out.printf(
                    "[bench] µs of CPU for a create: %.0f without, %.0f with the index of words; %.3f times as much%n",
                    median(i -> plain[i].micros()), median(i -> indexed[i].micros()), times);
            assertThat(times).isLessThanOrEqualTo(MOST_TIMES);
        }
    }

    private String memory(int i) {
        var memory = Client.JSON
                .createObjectNode()
                .put("content", texts.get(i % texts.size()))
                .put("source", "chat");
        memory.putObject("metadata").put("speaker", "Melanie");
        return memory.toString();
    }

    private static double median(IntToDoubleFunction ofRound) {
        return IntStream.range(0, ROUNDS).mapToDouble(ofRound).sorted().toArray()[ROUNDS / 2];
    }

    private Cpu round(int number, Instance server, TestDatabase database, boolean isIndexed)
            throws InterruptedException, ExecutionException {
        Client client = server.client();
        int first = number * ROUND;
        Cpu began = cpu(database);
        try (var threads = Executors.newFixedThreadPool(
                CLIENTS, Thread.ofPlatform().name("client-", 0).factory())) {
            List<Callable<Integer>> creates = IntStream.range(0, ROUND)
                    .<Callable<Integer>>mapToObj(i -> () ->
                            client.post("/api/v1/memories", memory(first + i)).status())
                    .toList();
            for (var create : threads.invokeAll(creates)) {
                assertThat(create.get()).isEqualTo(201);
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
