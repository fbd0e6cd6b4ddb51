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

    private record Held(Taken taken, Instant expiresAt) {}

    private final Map<String, Held> held = new HashMap<>();
    private Instant now = Instant.EPOCH;

    public void pass(Duration time) {
        now = now.plus(time);
    }

    @Override
    public boolean isTaken(UserId owner, IdempotencyKey once) {
        Held before = held.get(owner + " " + once.key());
        return before != null && before.expiresAt().isAfter(now);
    }

    @Override
    public Optional<Taken> take(UserId owner, IdempotencyKey once, Taken creation) {
        String key = owner + " " + once.key();
        Held before = held.get(key);
        if (before != null && before.expiresAt().isAfter(now)) {
            return Optional.of(before.taken());
        }
        held.put(key, new Held(creation, now.plus(IdempotencyKey.KEY_HOLDS)));
        return Optional.empty();
    }

    @Override
    public void keep(UserId owner, IdempotencyKey once, List<MemoryId> ids) {
        held.computeIfPresent(owner + " " + once.key(), (_, it) -> {
            var fewer = new Taken(it.taken().fingerprint(), ids, it.taken().at());
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
