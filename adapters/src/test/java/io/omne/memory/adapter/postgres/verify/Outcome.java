package io.omne.memory.adapter.postgres.verify;

import io.omne.jobs.api.JobKind.NoParameters;
import io.omne.jobs.api.Jobs.Progress;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a verification came to, read from its JSON.
record Outcome(long users, long memories, long events, long differences, List<Finding> found) {

    record Finding(String memory, String user, String where, String what) {

        private static Finding of(JsonNode it) {
            return new Finding(
                    it.get("memory_id").asString(""),
                    it.get("user_id").asString(""),
                    it.get("where").asString(),
                    it.get("what").asString());
        }
    }

    static Outcome of(PostgresVerification verification) {
        JsonNode json = JsonMapper.shared().readTree(verification.run(NoParameters.NONE, new Silent()));
        return new Outcome(
                json.get("users").asLong(),
                json.get("memories").asLong(),
                json.get("events").asLong(),
                json.get("differences").asLong(),
                json.get("found").valueStream().map(Finding::of).toList());
    }

    /// The places of all that was found.
    List<String> wheres() {
        return found.stream().map(Finding::where).distinct().sorted().toList();
    }

    private static final class Silent implements Progress {
        @Override
        public void phase(String phase, long total) {}

        @Override
        public void done(long more) {}

        @Override
        public void lock() {}
    }
}
