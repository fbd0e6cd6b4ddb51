package io.omne.memory.adapter.postgres.state;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import io.omne.memory.api.NewMemory.UniqueKey;
import io.omne.memory.application.writing.UniqueKeys;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/// Stores unique keys in a table. If several transactions take the same name, the primary key makes all but one of
/// them wait. Names are taken in their order, so that no two transactions wait for each other.
@Component
class PostgresUniqueKeys implements UniqueKeys {

    private static final String FIND = """
            select u.scope, u.name, u.id, u.fingerprint from unnest(:scopes, :names) as k (scope, name)
            join unique_memories u on u.user_id = :user_id and u.scope = k.scope and u.name = k.name""";

    private static final String TAKE = """
            insert into unique_memories (user_id, scope, name, id, fingerprint)
            select :user_id, k.scope, k.name, k.id, k.fingerprint
            from unnest(:scopes, :names, :ids, :fingerprints) as k (scope, name, id, fingerprint)
            order by k.scope, k.name
            on conflict do nothing
            returning scope, name""";

    private final LookupPermits permits = new LookupPermits();
    private final NamedParameterJdbcTemplate jdbc;

    PostgresUniqueKeys(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    private record Name(UUID scope, String name) {

        static Name of(UniqueKey key) {
            return new Name(key.scope(), key.name());
        }
    }

    private record Stored(MemoryId id, String fingerprint) {}

    @Override
    public Map<UniqueKey, Use> find(UserId owner, Collection<UniqueKey> keys) {
        return permits.call(() -> read(owner, keys));
    }

    private Map<UniqueKey, Use> read(UserId owner, Collection<UniqueKey> keys) {
        Map<Name, Stored> stored = new HashMap<>();
        jdbc.query(FIND, names(owner, List.copyOf(new HashSet<>(keys))), row -> {
            stored.put(
                    new Name(row.getObject("scope", UUID.class), MemoryRow.text(row, "name")),
                    new Stored(new MemoryId(row.getObject("id", UUID.class)), MemoryRow.text(row, "fingerprint")));
        });
        Map<UniqueKey, Use> uses = new HashMap<>();
        for (UniqueKey key : keys) {
            Stored use = stored.get(Name.of(key));
            if (use != null) {
                uses.put(key, new Use(use.id(), use.fingerprint().equals(key.fingerprint())));
            }
        }
        return uses;
    }

    @Override
    public Map<UniqueKey, Use> take(UserId owner, Map<UniqueKey, MemoryId> ids) {
        List<UniqueKey> keys = List.copyOf(ids.keySet());
        MapSqlParameterSource rows = names(owner, keys)
                .addValue("ids", MemoryRow.values(keys.stream().map(ids::get).toList()))
                .addValue(
                        "fingerprints",
                        keys.stream().map(UniqueKey::fingerprint).toArray(String[]::new));
        Set<Name> taken = new HashSet<>(jdbc.query(
                TAKE, rows, (row, _) -> new Name(row.getObject("scope", UUID.class), MemoryRow.text(row, "name"))));
        var used = new ArrayList<>(keys);
        used.removeIf(key -> taken.contains(Name.of(key)));
        return used.isEmpty() ? Map.of() : read(owner, used);
    }

    private static MapSqlParameterSource names(UserId owner, List<UniqueKey> keys) {
        return new MapSqlParameterSource()
                .addValue("user_id", owner.value())
                .addValue("scopes", keys.stream().map(UniqueKey::scope).toArray(UUID[]::new))
                .addValue("names", keys.stream().map(UniqueKey::name).toArray(String[]::new));
    }
}
