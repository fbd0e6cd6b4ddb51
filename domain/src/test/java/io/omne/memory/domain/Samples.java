package io.omne.memory.domain;

import io.omne.access.UserId;
import io.omne.embedding.ModelName;
import io.omne.jobs.RetryPolicy;
import io.omne.memory.Change;
import io.omne.memory.Content;
import io.omne.memory.Details;
import io.omne.memory.Edit;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.MemoryId;
import io.omne.memory.MemorySource;
import io.omne.memory.MemoryType;
import io.omne.memory.Metadata;
import io.omne.memory.Origin;
import io.omne.memory.RelatedMemories;
import io.omne.memory.Tags;
import io.omne.memory.Title;
import io.omne.memory.domain.Decision.Accepted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// A memory in each of its states, at revision 1, as they stand when the clock shows {@link #NOW}.
final class Samples {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final Instant LEASE = NOW.plusSeconds(300);
    static final MemoryId ID = new MemoryId(UUID.fromString("0195a5f0-0000-7000-8000-000000000001"));
    static final UserId OWNER = new UserId(UUID.fromString("11111111-1111-4111-8111-111111111111"));
    static final Content CONTENT = new Content("the first content");
    static final Details DETAILS = new Details(
            MemoryType.NOTE,
            new Title("a title"),
            new Tags(List.of("one")),
            new Metadata(Map.of("key", "value")),
            null,
            RelatedMemories.NONE,
            null);
    static final Origin ORIGIN = new Origin(MemorySource.MANUAL, null, null);
    static final ModelName MODEL = new ModelName("bge-small-en-v1.5");
    static final EmbeddingFailure FAILURE = new EmbeddingFailure("model_unavailable", "No answer.");

    /// Four attempts in all, ten seconds after the first.
    static final RetryPolicy POLICY = new RetryPolicy(3, Duration.ofSeconds(10));

    static final RetryPolicy NO_RETRY = new RetryPolicy(0, Duration.ZERO);

    private Samples() {}

    /// Pending for the second attempt, due now: the first failed ten seconds ago.
    static Memory pending() {
        Instant earlier = NOW.minusSeconds(10);
        Memory claimed = after(created(earlier).claim(LEASE, earlier));
        return after(claimed.fail(1, FAILURE, POLICY, 0, earlier));
    }

    /// In its second attempt.
    static Memory processing() {
        return after(pending().claim(LEASE, NOW));
    }

    static Memory completed() {
        return after(processing().complete(1, MODEL, 1, NOW));
    }

    /// Given up after its second attempt.
    static Memory failed() {
        return after(processing().fail(1, FAILURE, NO_RETRY, 0, NOW));
    }

    static Memory deleted(Memory memory) {
        return after(memory.delete(NOW));
    }

    static Memory created(Instant at) {
        return Memory.create(ID, OWNER, CONTENT, DETAILS, ORIGIN, at).memory();
    }

    static Memory after(Decision decision) {
        return switch (decision) {
            case Accepted accepted -> accepted.memory();
            default -> throw new AssertionError(decision);
        };
    }

    static Edit content(String text) {
        return new Edit(
                Change.to(new Content(text)),
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.keep());
    }

    static Edit type(MemoryType type) {
        return new Edit(
                Change.keep(),
                Change.to(type),
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.keep());
    }

    /// @param title empty clears it
    static Edit title(Optional<Title> title) {
        return new Edit(
                Change.keep(),
                Change.keep(),
                Change.to(title),
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.keep());
    }

    static Edit tags(String... tags) {
        return new Edit(
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.to(new Tags(List.of(tags))),
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.keep());
    }

    /// @param time empty clears it
    static Edit occurredAt(Optional<Instant> time) {
        return new Edit(
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.to(time),
                Change.keep(),
                Change.keep());
    }

    static Edit related(MemoryId... ids) {
        return new Edit(
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.to(new RelatedMemories(List.of(ids))),
                Change.keep());
    }

    /// @param id empty clears it
    static Edit supersededBy(Optional<MemoryId> id) {
        return new Edit(
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.to(id));
    }

    static Edit metadata(Metadata metadata) {
        return new Edit(
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.to(metadata),
                Change.keep(),
                Change.keep(),
                Change.keep());
    }
}
