package io.omne.events.adapter.axon;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.events.adapter.axon.CommitQueue.Waiting;
import io.omne.events.api.GroupedWrites;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.junit.jupiter.api.Test;

class CommitQueueTest {

    private final CommitQueue queue = new CommitQueue();

    private Waiting add(int items) {
        var work = DefaultUnitOfWork.startAndGet(GenericCommandMessage.asCommandMessage("a command"));
        try {
            var command = new Waiting(GroupedWrites.collect(work), new CompletableFuture<>());
            GroupedWrites.<String>addAll(_ -> {}, Collections.nCopies(items, "item"));
            queue.add(command);
            return command;
        } finally {
            work.rollback();
        }
    }

    @Test
    void givesATransactionAtMost32Commands() {
        for (int i = 0; i < 40; i++) {
            add(1);
        }
        assertThat(queue.next()).hasSize(32);
        assertThat(queue.next()).hasSize(8);
        assertThat(queue.next()).isEmpty();
    }

    @Test
    void givesATransactionAtMost400Items() {
        Waiting one = add(200);
        Waiting two = add(200);
        Waiting three = add(1);
        assertThat(queue.next()).containsExactly(one, two);
        assertThat(queue.next()).containsExactly(three);
    }

    @Test
    void givesACommandWithMoreItemsATransactionOfItsOwn() {
        Waiting small = add(1);
        Waiting large = add(500);
        Waiting last = add(1);
        assertThat(List.of(queue.next(), queue.next(), queue.next()))
                .containsExactly(List.of(small), List.of(large), List.of(last));
    }
}
