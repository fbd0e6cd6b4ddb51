package io.omne.memory.application;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import io.omne.memory.api.NewMemory.UniqueKey;
import io.omne.memory.application.writing.UniqueKeys;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// Keys held by the test itself, for one thread and one owner.
public final class HeldUniqueKeys implements UniqueKeys {

    private record Held(MemoryId id, String fingerprint) {}

    private final Map<String, Held> held = new HashMap<>();

    @Override
    public Map<UniqueKey, Use> find(UserId owner, Collection<UniqueKey> keys) {
        Map<UniqueKey, Use> uses = new HashMap<>();
        for (UniqueKey key : keys) {
            Held use = held.get(name(key));
            if (use != null) {
                uses.put(key, new Use(use.id(), use.fingerprint().equals(key.fingerprint())));
            }
        }
        return uses;
    }

    @Override
    public Map<UniqueKey, Use> take(UserId owner, Map<UniqueKey, MemoryId> ids) {
        Map<UniqueKey, Use> used = find(owner, ids.keySet());
        ids.forEach((key, id) -> held.putIfAbsent(name(key), new Held(id, key.fingerprint())));
        return used;
    }

    private static String name(UniqueKey key) {
        return key.scope() + " " + key.name();
    }
}
