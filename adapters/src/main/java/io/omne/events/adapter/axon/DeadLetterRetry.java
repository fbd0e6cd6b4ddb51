package io.omne.events.adapter.axon;

import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.function.Predicate;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.SequencedDeadLetterProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Retries the dead letters of a processor in one round, memory by memory. A memory that fails goes to the end of
/// the queue; the round ends when all memories that are left have been tried.
final class DeadLetterRetry {

    private static final Logger log = LoggerFactory.getLogger(DeadLetterRetry.class);

    private final SequencedDeadLetterProcessor<EventMessage<?>> letters;
    private final SequencedSet<String> tried = new LinkedHashSet<>();

    DeadLetterRetry(SequencedDeadLetterProcessor<EventMessage<?>> letters) {
        this.letters = letters;
    }

    /// @return for how many memories all letters were processed
    long run() {
        long taken = 0;
        int before;
        do {
            before = tried.size();
            if (takeNext()) {
                taken++;
            }
        } while (tried.size() > before);
        return taken;
    }

    private boolean takeNext() {
        try {
            return letters.process(letter -> tried.add(memory(letter)));
        } catch (RuntimeException e) {
            log.warn("dead letters cannot be taken together, they are tried one by one: {}", e.toString());
            return takeAgain(letter -> memory(letter).equals(tried.getLast()));
        }
    }

    /// After a failure to save, handlers save events one by one, which finds the event that fails.
    private boolean takeAgain(Predicate<DeadLetter<? extends EventMessage<?>>> same) {
        try {
            return letters.process(same);
        } catch (RuntimeException e) {
            log.warn("dead letters cannot be taken: {}", e.toString());
            return false;
        }
    }

    private static String memory(DeadLetter<? extends EventMessage<?>> letter) {
        return letter.message() instanceof DomainEventMessage<?> event
                ? event.getAggregateIdentifier()
                : letter.message().getIdentifier();
    }
}
