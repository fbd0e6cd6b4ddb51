package io.omne.memory.application;

import io.omne.access.UserId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Keys held by the test itself, for one thread.
final class HeldKeys implements CreationKeys {

    private record Held(Taken taken, Instant expiresAt) {}

    private final Map<String, Held> held = new HashMap<>();

    @Override
    public Optional<Taken> take(UserId owner, Once once, Taken creation, Instant expiresAt) {
        String key = owner + " " + once.key();
        Held before = held.get(key);
        if (before != null && before.expiresAt().isAfter(creation.at())) {
            return Optional.of(before.taken());
        }
        held.put(key, new Held(creation, expiresAt));
        return Optional.empty();
    }

    @Override
    public int forgetExpired(Instant now, int limit) {
        int before = held.size();
        held.values().removeIf(it -> !it.expiresAt().isAfter(now));
        return before - held.size();
    }
}
