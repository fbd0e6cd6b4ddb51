package io.omne.conversations.application.extraction;

import io.omne.access.UserId;
import io.omne.conversations.application.extraction.ExtractedMemories.Latest;
import io.omne.conversations.application.extraction.ExtractedMemory.Fact;
import io.omne.events.api.Uninterruptibles;
import io.omne.memory.Change;
import io.omne.memory.Edit;
import io.omne.memory.MemoryId;
import io.omne.memory.api.EditMemory;
import io.omne.memory.api.InvalidEdit;
import io.omne.memory.api.MemoryNotFound;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Marks memories as superseded whose fact has a newer value. Blocks.
@Component
class SupersededFacts {

    private static final Logger log = LoggerFactory.getLogger(SupersededFacts.class);

    private final CommandGateway commands;
    private final ExtractedMemories memories;

    SupersededFacts(CommandGateway commands, ExtractedMemories memories) {
        this.commands = commands;
        this.memories = memories;
    }

    /// @param ids of the memories that are stored, by their position
    /// @param saidAt when these were said, by their position
    /// @return the facts whose latest value is in one of these memories
    Map<Fact, Latest> update(
            UserId owner,
            List<ExtractedMemory> extracted,
            SortedMap<Integer, MemoryId> ids,
            Map<Integer, Instant> saidAt) {
        Set<Fact> facts = new HashSet<>();
        ids.keySet()
                .forEach(position ->
                        Optional.ofNullable(extracted.get(position).fact()).ifPresent(facts::add));
        if (facts.isEmpty()) {
            return Map.of();
        }
        Map<Fact, Latest> latest = new HashMap<>(memories.latest(owner, facts));
        Map<Fact, Latest> changed = new HashMap<>();
        ids.forEach((position, id) -> {
            Fact fact = extracted.get(position).fact();
            if (fact != null) {
                var said = new Latest(id, Objects.requireNonNull(saidAt.get(position)));
                if (supersede(owner, latest.get(fact), said)) {
                    latest.put(fact, said);
                    changed.put(fact, said);
                }
            }
        });
        return changed;
    }

    /// @return whether what was said is the latest value
    private boolean supersede(UserId owner, @Nullable Latest before, Latest said) {
        if (before == null) {
            return true;
        }
        boolean isLatest = !said.saidAt().isBefore(before.saidAt());
        if (!said.memory().equals(before.memory())) {
            mark(owner, isLatest ? before.memory() : said.memory(), isLatest ? said.memory() : before.memory());
        }
        return isLatest;
    }

    private void mark(UserId owner, MemoryId superseded, MemoryId by) {
        var edit = new Edit(
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.to(Optional.of(by)));
        try {
            Uninterruptibles.await(() -> commands.send(new EditMemory(owner, superseded, edit, Set.of())));
        } catch (MemoryNotFound | InvalidEdit e) {
            log.debug("one of the memories has been deleted", e);
        }
    }
}
