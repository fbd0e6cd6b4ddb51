package io.omne.events.adapter.axon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omne.Eventually;
import io.omne.events.api.GroupedWrites;
import io.omne.events.api.OutcomeUnknown;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.CannotCreateTransactionException;

class GroupCommitTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int WRITERS = 2;

    private final List<List<String>> transactions = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> bad = ConcurrentHashMap.newKeySet();
    private final AtomicInteger busy = new AtomicInteger();
    private final CountDownLatch open = new CountDownLatch(1);
    private volatile RuntimeException failure = new DataIntegrityViolationException("bad");
    private final GroupedWrites.Writer<String> writer = this::write;

    private void write(List<String> items) {
        try {
            busy.incrementAndGet();
            if (items.getFirst().startsWith("first") && !open.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("never opened");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        transactions.add(List.copyOf(items));
        if (items.stream().anyMatch(bad::contains)) {
            throw failure;
        }
    }

    private GroupCommit groups(Duration patience) {
        return new GroupCommit(GroupedWrites::writeAll, Executors.newVirtualThreadPerTaskExecutor(), patience);
    }

    private CompletableFuture<Void> commit(GroupCommit groups, String... items) {
        var done = new CompletableFuture<Void>();
        Thread.ofVirtual().start(() -> {
            var work = DefaultUnitOfWork.startAndGet(GenericCommandMessage.asCommandMessage("a command"));
            try {
                GroupedWrites writes = GroupedWrites.collect(work);
                GroupedWrites.addAll(writer, List.of(items));
                groups.commit(writes);
                done.complete(null);
            } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
            } finally {
                work.rollback();
            }
        });
        return done;
    }

    /// Keeps both writers busy until {@link #open}.
    private List<CompletableFuture<Void>> keepBusy(GroupCommit groups) {
        var first = new ArrayList<CompletableFuture<Void>>();
        for (int i = 0; i < WRITERS; i++) {
            int before = i;
            first.add(commit(groups, "first " + i));
            Eventually.holds(PATIENCE, () -> busy.get() == before + 1);
        }
        return first;
    }

    private List<List<String>> ofThoseThatWaited() {
        return transactions.stream()
                .filter(it -> !it.getFirst().startsWith("first"))
                .toList();
    }

    private static void ends(CompletableFuture<Void> command) throws Exception {
        command.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void writesOneThatComesAloneAtOnce() throws Exception {
        ends(commit(groups(PATIENCE), "one", "two"));

        assertThat(transactions).containsExactly(List.of("one", "two"));
    }

    @Test
    void writesThoseThatWaitTogether() throws Exception {
        GroupCommit groups = groups(PATIENCE);
        keepBusy(groups);
        List<CompletableFuture<Void>> waiting = waitingInOrder(groups, 5);

        open.countDown();
        for (var command : waiting) {
            ends(command);
        }

        assertThat(ofThoseThatWaited()).containsExactly(List.of("0", "1", "2", "3", "4"));
    }

    private List<CompletableFuture<Void>> waitingInOrder(GroupCommit groups, int count) {
        var waiting = new ArrayList<CompletableFuture<Void>>();
        for (int i = 0; i < count; i++) {
            int before = i;
            waiting.add(commit(groups, Integer.toString(i)));
            Eventually.holds(PATIENCE, () -> groups.waiting() == before + 1);
        }
        return waiting;
    }

    @Test
    void failsOnlyThoseWhoseOwnWritesFail() throws Exception {
        bad.add("1");
        GroupCommit groups = groups(PATIENCE);
        keepBusy(groups);
        List<CompletableFuture<Void>> waiting = waitingInOrder(groups, 3);

        open.countDown();
        ends(waiting.getFirst());
        ends(waiting.getLast());

        assertThatThrownBy(() -> ends(waiting.get(1))).hasCause(failure);
        assertThat(ofThoseThatWaited())
                .containsExactly(List.of("0", "1", "2"), List.of("0"), List.of("1"), List.of("2"));
    }

    static List<RuntimeException> failuresOfAll() {
        return List.of(
                new DataAccessResourceFailureException("lost", new SQLException("gone", "08006")),
                new OutcomeUnknown(new SQLException("gone", "08006")),
                new DataAccessResourceFailureException("read-only", new SQLException("standby", "25006")),
                new CannotCreateTransactionException("no connection"));
    }

    @ParameterizedTest
    @MethodSource("failuresOfAll")
    void triesNoneAgainIfAllWouldFailOrMayBeStored(RuntimeException ofAll) {
        failure = ofAll;
        bad.add("1");
        GroupCommit groups = groups(PATIENCE);
        keepBusy(groups);
        List<CompletableFuture<Void>> waiting = waitingInOrder(groups, 2);

        open.countDown();

        assertThat(waiting).allSatisfy(it -> assertThatThrownBy(() -> ends(it)).hasCause(ofAll));
        assertThat(ofThoseThatWaited()).containsExactly(List.of("0", "1"));
    }

    @Test
    void givesUpTheOneThatWaitsTooLong() throws Exception {
        GroupCommit groups = groups(Duration.ofMillis(50));
        List<CompletableFuture<Void>> first = keepBusy(groups);

        assertThatThrownBy(() -> ends(commit(groups, "late")))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(CannotCreateTransactionException.class);
        open.countDown();
        for (var command : first) {
            ends(command); // they had begun
        }

        assertThat(transactions).doesNotContain(List.of("late"));
    }

    @Test
    void answersACommandWhoseWriterFailsWithAnError() {
        var broken = new GroupCommit(
                _ -> {
                    throw new NoClassDefFoundError("a writer");
                },
                Executors.newVirtualThreadPerTaskExecutor(),
                PATIENCE);

        assertThatThrownBy(() -> ends(commit(broken, "one")))
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasCauseInstanceOf(NoClassDefFoundError.class);
    }

    @Test
    void goesOnAfterAWriterThatCouldNotBeStarted() throws Exception {
        var failures = new AtomicInteger(WRITERS + 1);
        Executor threads = Executors.newVirtualThreadPerTaskExecutor();
        var groups = new GroupCommit(
                GroupedWrites::writeAll,
                task -> {
                    if (failures.getAndDecrement() > 0) {
                        throw new RejectedExecutionException("none");
                    }
                    threads.execute(task);
                },
                PATIENCE);
        for (int i = 0; i <= WRITERS; i++) {
            assertThatThrownBy(() -> ends(commit(groups, "lost")))
                    .hasCauseInstanceOf(CannotCreateTransactionException.class);
        }

        ends(commit(groups, "one"));

        assertThat(transactions).containsExactly(List.of("one"));
    }

    @Test
    void writesManyItemsInSeveralTransactions() throws Exception {
        GroupCommit groups = groups(PATIENCE);
        keepBusy(groups);
        String[] items = Collections.nCopies(300, "item").toArray(String[]::new);
        List<CompletableFuture<Void>> large = List.of(commit(groups, items), commit(groups, items));
        Eventually.holds(PATIENCE, () -> groups.waiting() == 2);

        open.countDown();
        for (var command : large) {
            ends(command);
        }

        assertThat(ofThoseThatWaited()).extracting(List::size).containsExactly(300, 300);
    }

    @Test
    void writesNothingForACommandThatAddedNothing() throws Exception {
        ends(commit(groups(PATIENCE)));

        assertThat(transactions).isEmpty();
    }
}
