package io.omne.memory.adapter.postgres.verify;

import io.omne.memory.MemoryKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Counts what a verification compared, and collects the differences. It names memories, users and columns, but
/// nothing that a user has stored.
final class VerificationReport {

    private static final int MOST = 100;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<Map<String, @Nullable Object>> found = new ArrayList<>();
    private @Nullable UUID lastUser;
    private long users;
    private long memories;
    private long events;
    private long differences;

    /// Where something differs.
    enum Where {
        EVENTS,
        STATE,
        LIST,
        TAGS,
        COUNTS,
        ACCESSES
    }

    /// @param key the memory; the memories of one user must follow each other
    void went(MemoryKey key) {
        memories++;
        if (!key.owner().value().equals(lastUser)) {
            users++;
            lastUser = key.owner().value();
        }
    }

    void wentEvents(long more) {
        events += more;
    }

    void add(MemoryKey key, Where where, String what) {
        add(key.id().value().toString(), key.owner().value(), where, what);
    }

    /// @param memory its id, null if the difference does not concern a single memory
    /// @param user null if it is not known
    /// @param what a sentence
    void add(@Nullable String memory, @Nullable UUID user, Where where, String what) {
        add(memory, user, where.name().toLowerCase(Locale.ROOT), what);
    }

    /// Adds a difference in another module's read model.
    void add(MemoryKey key, String where, String what) {
        add(key.id().value().toString(), key.owner().value(), where, what);
    }

    private void add(@Nullable String memory, @Nullable UUID user, String where, String what) {
        differences++;
        if (found.size() < MOST) {
            var finding = new LinkedHashMap<String, @Nullable Object>();
            finding.put("memory_id", memory);
            finding.put("user_id", user == null ? null : user.toString());
            finding.put("where", where);
            finding.put("what", what);
            found.add(finding);
        }
    }

    /// The counts alone, for the log.
    @Override
    public String toString() {
        return "%,d users, %,d memories, %,d events: %,d differences".formatted(users, memories, events, differences);
    }

    /// All counts and the first hundred differences, as a JSON object.
    String json() {
        var outcome = new LinkedHashMap<String, Object>();
        outcome.put("users", users);
        outcome.put("memories", memories);
        outcome.put("events", events);
        outcome.put("differences", differences);
        outcome.put("found", found);
        return JSON.writeValueAsString(outcome);
    }
}
