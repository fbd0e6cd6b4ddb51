package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.embedding.adapter.djl.LocalModels;
import io.omne.embedding.application.EmbeddingModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.springframework.ai.vectorstore.pgvector.PgVectorStore.PgIndexType;

/// What it costs to add memories with their vectors one by one: to Omne over HTTP, until they are embedded and in all
/// read models, and to the stores of LangChain4j, Spring AI and mem0, called in a process, all on one PostgreSQL. The
/// vectors cost nothing: Omne gets them from a provider in another process, the others have them.
/// `./omne bench stores` runs it.
class StoresBenchmark {

    private static final int MEMORIES = Integer.getInteger("omne.bench.memories", 2_000);
    private static final int WARM = MEMORIES / 4;
    private static final int LONGEST = 400;
    private static final List<Integer> CALLERS = List.of(1, 16);

    /// So many creates until all of the server's code is compiled.
    private static final int WARM_OMNE = Integer.getInteger("omne.bench.warm", 60_000);

    private static final int DIMENSION = 384;

    private final List<RecallSet.Memory> memories = RecallSet.given().stream()
            .flatMap(set -> set.memories().values().stream().flatMap(List::stream))
            .filter(memory -> memory.text().length() <= LONGEST)
            .toList();

    private final List<Added> results = new ArrayList<>();

    /// The cost of the memories that were added.
    ///
    /// @param own milliseconds of CPU of the process with the store, and of Redis, for each memory
    /// @param postgres milliseconds of CPU for each memory
    record Added(String store, int callers, double rate, double own, double postgres) {

        /// In a second of CPU.
        double perCpuSecond() {
            return 1_000 / (own + postgres);
        }

        void print() {
            System.out.printf(
                    Locale.ROOT,
                    "[bench] %-24s %3d callers %8.0f/s %6.2f + %.2f ms of CPU %8.0f in a second of CPU%n",
                    store,
                    callers,
                    rate,
                    own,
                    postgres,
                    perCpuSecond());
        }
    }

    @Test
    void addMemories() throws Exception {
        addToStores();
        addToMem0();
        addToOmne();
        List<Added> omne =
                results.stream().filter(it -> it.store().equals("Omne")).toList();
        SoftAssertions.assertSoftly(all -> omne.forEach(ours -> results.stream()
                .filter(it -> it.callers() == ours.callers())
                .forEach(other -> all.assertThat(ours.perCpuSecond())
                        .as("memories in a second of CPU, against %s with %d callers", other.store(), other.callers())
                        .isGreaterThanOrEqualTo(other.perCpuSecond()))));
    }

    private void addToStores() throws Exception {
        try (EmbeddingModel model = LocalModels.open();
                TestDatabase database = TestDatabase.create()) {
            List<EmbeddedMemory> embedded = memories.stream()
                    .limit(MEMORIES)
                    .map(memory -> EmbeddedMemory.of(memory, model))
                    .toList();
            for (OtherStore store : List.of(
                    new LangChain4jStore(database.dataSource(), model),
                    new SpringAiStore(database.dataSource(), model, PgIndexType.NONE),
                    new SpringAiStore(database.dataSource(), model, PgIndexType.HNSW))) {
                Consumer<Integer> add = i -> store.add(List.of(embedded.get(i % embedded.size())));
                for (int callers : CALLERS) {
                    call(WARM, callers, add);
                    CpuTime began = CpuTime.now(database);
                    double seconds = call(MEMORIES, callers, add);
                    CpuTime used = CpuTime.now(database).since(began);
                    record(added(store.name(), callers, seconds, used));
                }
            }
        }
    }

    private void addToMem0() throws Exception {
        for (int callers : CALLERS) {
            try (TestDatabase database = TestDatabase.create();
                    Mem0Process mem0 = Mem0Process.start(database, texts(), DIMENSION, callers, WARM, MEMORIES)) {
                CpuTime began = CpuTime.now(database);
                Mem0Process.Taken taken = mem0.run();
                CpuTime used = CpuTime.now(database).since(began);
                record(new Added(
                        "mem0",
                        callers,
                        MEMORIES / taken.seconds(),
                        taken.cpu() * 1_000 / MEMORIES,
                        used.postgres() / 1e6 / MEMORIES));
            }
        }
    }

    private void addToOmne() throws Exception {
        try (FakeOpenAi provider = FakeOpenAi.start(DIMENSION);
                ComparedService omne = ComparedServices.omne(Map.of(
                        "EMBEDDING_PROVIDER",
                        "openai",
                        "EMBEDDING_OPENAI_API_KEY",
                        FakeProvider.KEY,
                        "EMBEDDING_OPENAI_BASE_URL",
                        provider.baseUrl(),
                        "EMBEDDING_DIMENSION",
                        Integer.toString(DIMENSION)))) {
            List<Client> users = IntStream.range(0, 16)
                    .mapToObj(_ -> new Client("").at(omne.url()))
                    .toList();
            List<String> texts = texts();
            Consumer<Integer> add = i -> assertThat(users.get(i % users.size())
                            .post(
                                    "/api/v1/memories",
                                    Client.JSON
                                            .createObjectNode()
                                            .put("content", texts.get(i % texts.size()))
                                            .toString())
                            .status())
                    .isEqualTo(201);
            call(WARM_OMNE, 16, add);
            omne.settleEmbedded();
            for (int callers : CALLERS) {
                ComparedService.Usage began = omne.usage();
                long nanos = System.nanoTime();
                call(MEMORIES, callers, add);
                omne.settleEmbedded();
                double seconds = (System.nanoTime() - nanos) / 1e9;
                ComparedService.Usage ended = omne.usage();
                CpuTime used = ended.time().since(began.time());
                record(new Added(
                        "Omne",
                        callers,
                        MEMORIES / seconds,
                        (used.process() + ended.redis() - began.redis()) / 1e6 / MEMORIES,
                        used.postgres() / 1e6 / MEMORIES));
            }
        }
    }

    private void record(Added result) {
        result.print();
        results.add(result);
    }

    private List<String> texts() {
        return memories.stream().map(RecallSet.Memory::text).toList();
    }

    private static Added added(String store, int callers, double seconds, CpuTime used) {
        return new Added(
                store, callers, MEMORIES / seconds, used.process() / 1e6 / MEMORIES, used.postgres() / 1e6 / MEMORIES);
    }

    /// @return seconds
    private static double call(int count, int callers, Consumer<Integer> call) throws Exception {
        var next = new AtomicInteger();
        long began = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                all.add(threads.submit(() -> {
                    for (int number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
                        call.accept(number);
                    }
                }));
            }
            for (Future<?> it : all) {
                it.get();
            }
        }
        return (System.nanoTime() - began) / 1e9;
    }
}
