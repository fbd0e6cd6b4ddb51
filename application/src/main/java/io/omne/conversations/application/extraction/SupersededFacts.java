package io.omne.conversations.application.extraction;

import io.omne.access.UserId;
import io.omne.conversations.ConversationKey;
import io.omne.conversations.application.extraction.FinishExtraction.SeenFacts;
import io.omne.conversations.application.extraction.LatestFacts.Latest;
import io.omne.conversations.application.extractor.ExtractedMemory.Fact;
import io.omne.events.api.Uninterruptibles;
import io.omne.memory.Change;
import io.omne.memory.Edit;
import io.omne.memory.MemoryId;
import io.omne.memory.api.EditMemory;
import io.omne.memory.api.InvalidEdit;
import io.omne.memory.api.MemoryNotFound;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Marks memories as superseded whose fact has a newer value. What counts is when it was said, and not when it arrived.
/// Blocks.
@Component
class SupersededFacts {

    /// What the user of the server is called who has no name.
    private static final String USER = "user";

    private static final Logger log = LoggerFactory.getLogger(SupersededFacts.class);

    private final CommandGateway commands;
    private final LatestFacts latestFacts;

    SupersededFacts(CommandGateway commands, LatestFacts latestFacts) {
        this.commands = commands;
        this.latestFacts = latestFacts;
    }

    /// @param seen the latest values before
    /// @param changed the facts that have another latest value now
    record Result(SeenFacts seen, Map<Fact, Latest> changed) {}

    /// @param told what memories tell now, by their facts
    Result update(UserId owner, Map<Fact, List<Latest>> told) {
        if (told.isEmpty()) {
            return new Result(SeenFacts.NONE, Map.of());
        }
        Map<Fact, Latest> before = latestFacts.find(owner, told.keySet());
        Map<Fact, Latest> changed = new HashMap<>();
        told.forEach((fact, values) -> {
            var all = new ArrayList<>(values);
            Optional.ofNullable(before.get(fact)).ifPresent(all::add);
            Latest latest = settle(owner, all);
            if (!latest.equals(before.get(fact))) {
                changed.put(fact, latest);
            }
        });
        return new Result(new SeenFacts(told.keySet(), before), changed);
    }

    /// A person with a name may be another one in another conversation. The user without a name is always the same.
    static Fact scoped(ConversationKey conversation, Fact fact) {
        boolean isUser = fact.subject().equals(USER) || fact.subject().startsWith(USER + "'s ");
        return isUser ? fact : new Fact(conversation.id() + " " + fact.subject(), fact.attribute());
    }

    /// Marks memories as superseded by another one, which takes its place back if it was superseded itself. Nothing
    /// happens to those that do not exist.
    void supersede(UserId owner, List<MemoryId> older, MemoryId newer) {
        List<MemoryId> others = older.stream().filter(it -> !it.equals(newer)).toList();
        if (!others.isEmpty() && edit(owner, newer, Optional.empty())) {
            others.forEach(it -> edit(owner, it, Optional.of(newer)));
        }
    }

    /// @param all at least one
    private Latest settle(UserId owner, List<Latest> all) {
        Latest latest = all.stream()
                .reduce((one, other) -> other.isAfter(one) ? other : one)
                .orElseThrow();
        List<MemoryId> others = all.stream()
                .map(Latest::memory)
                .filter(it -> !it.equals(latest.memory()))
                .distinct()
                .toList();
        if (others.isEmpty()) {
            return latest;
        }
        if (!edit(owner, latest.memory(), Optional.empty())) {
            all.removeIf(it -> it.memory().equals(latest.memory()));
            return settle(owner, all);
        }
        others.forEach(it -> edit(owner, it, Optional.of(latest.memory())));
        return latest;
    }

    /// @return whether the memory exists
    private boolean edit(UserId owner, MemoryId memory, Optional<MemoryId> supersededBy) {
        var edit = new Edit(
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.to(supersededBy));
        try {
            Uninterruptibles.await(() -> commands.send(new EditMemory(owner, memory, edit, Set.of())));
            return true;
        } catch (MemoryNotFound | InvalidEdit e) {
            log.debug("a memory has been deleted", e);
            return false;
        }
    }
}
