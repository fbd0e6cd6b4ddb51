package io.omne.memory.application;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import io.omne.memory.api.IdempotencyKey;
import io.omne.memory.application.writing.IdempotencyRecords;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Keys held by the test itself, for one thread.
public final class HeldKeys implements IdempotencyRecords {

    private record Held(IdempotencyRecord taken, Instant expiresAt) {}

    private final Map<String, Held> held = new HashMap<>();
    private Instant now = Instant.EPOCH;

    public void pass(Duration time) {
        now = now.plus(time);
    }

    @Override
    public boolean isTaken(UserId owner, IdempotencyKey key) {
        Held before = held.get(owner + " " + key.key());
        return before != null && before.expiresAt().isAfter(now);
    }

    @Override
    public Optional<IdempotencyRecord> take(UserId owner, IdempotencyKey key, IdempotencyRecord creation) {
        String name = owner + " " + key.key();
        Held before = held.get(name);
        if (before != null && before.expiresAt().isAfter(now)) {
            return Optional.of(before.taken());
        }
        held.put(name, new Held(creation, now.plus(IdempotencyKey.KEY_HOLDS)));
        return Optional.empty();
    }

    @Override
    public void keep(UserId owner, IdempotencyKey key, List<MemoryId> ids) {
        held.computeIfPresent(owner + " " + key.key(), (_, it) -> {
            var fewer = new IdempotencyRecord(
                    it.taken().fingerprint(), ids, it.taken().at());
            return ids.isEmpty() ? null : new Held(fewer, it.expiresAt());
        });
    }

    @Override
    public int forgetExpired(int limit) {
        int before = held.size();
        held.values().removeIf(it -> !it.expiresAt().isAfter(now));
        return before - held.size();
    }
}
