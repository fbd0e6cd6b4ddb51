package io.omne.memory.application;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import io.omne.memory.domain.Decision.Accepted;
import io.omne.memory.domain.Memory;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/// How memories begin.
@Component
class CreationCommands {

    private static final NoArgGenerator IDS = Generators.timeBasedEpochGenerator();

    private final Memories memories;
    private final Clock clock;

    CreationCommands(Memories memories, Clock clock) {
        this.memories = memories;
        this.clock = clock;
    }

    @CommandHandler
    Created handle(CreateMemories command) {
        // PostgreSQL keeps microseconds: an answer says what a later one will say.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<Accepted> created = command.memories().stream()
                .map(it -> created(new MemoryId(IDS.generate()), command.owner(), it, now))
                .toList();
        if (!created.isEmpty()) {
            memories.save(created.stream().map(it -> Step.of(null, it)).toList());
        }
        return new Created(
                created.stream().map(it -> MemoryView.of(it.memory(), now)).toList());
    }

    private static Accepted created(MemoryId id, UserId owner, NewMemory asked, Instant now) {
        return Memory.create(id, owner, asked.content(), asked.details(), asked.origin(), now);
    }
}
