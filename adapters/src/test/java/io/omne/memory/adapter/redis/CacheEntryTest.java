package io.omne.memory.adapter.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.memory.EmbeddingFailure;
import io.omne.memory.EmbeddingStatus;
import io.omne.memory.MemorySource;
import io.omne.memory.MemoryType;
import io.omne.memory.api.MemoryView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class CacheEntryTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant AT = Instant.parse("2026-11-28T10:00:00.123456Z");

    private static final MemoryView VIEW = new MemoryView(
            new UUID(1, 2),
            new UUID(3, 4),
            "12",
            MemoryType.NOTE,
            MemorySource.CHAT,
            "7",
            "0",
            List.of("1", "true"),
            Map.of("n", 7, "text", "7"),
            EmbeddingStatus.FAILED,
            "1",
            8,
            AT,
            new EmbeddingFailure("model_fault", "It failed."),
            AT,
            AT,
            AT,
            AT,
            List.of(new UUID(5, 6)),
            new UUID(7, 8),
            new UUID(9, 10),
            3,
            9);

    /// Each value of an entry as it might come back from whoever else writes into Redis.
    @Test
    void believesNoValueInAnotherForm() {
        String written = CacheEntry.json(VIEW);
        MemoryView back = read(written);
        assertThat(CacheEntry.json(Objects.requireNonNull(back))).isEqualTo(written);
        ObjectNode entry = (ObjectNode) JSON.readTree(written);
        for (String name : entry.propertyNames()) {
            if (name.equals("metadata")) {
                continue; // any JSON is right there
            }
            JsonNode value = entry.get(name);
            for (String form : forms(value)) {
                if (form.equals(value.toString())) {
                    continue;
                }
                ObjectNode changed = entry.deepCopy();
                changed.set(name, JSON.readTree(form));
                assertThat(read(changed.toString())).as("%s: %s", name, form).isNull();
            }
        }
    }

    private static List<String> forms(JsonNode value) {
        return List.of(
                        "[" + value + "]",
                        "{}",
                        "[[]]",
                        "1",
                        "3.0",
                        "3.7",
                        "true",
                        "\"\"",
                        "\"3\"",
                        "1764324000",
                        "1764324000.123456",
                        "\"AAAAAAAAAAEAAAAAAAAAAg==\"")
                .stream()
                .filter(form -> !isText(value, form) && !(value.isNumber() && form.matches("[0-9]+")))
                .toList();
    }

    /// For a field of free text, any string is right.
    private static boolean isText(JsonNode value, String form) {
        return form.startsWith("\"")
                && value.isString()
                && List.of("12", "7", "0", "1").contains(value.stringValue());
    }

    @Test
    void believesNoEntryWithMoreInItThanItsValue() {
        String written = CacheEntry.json(VIEW);
        for (String form : List.of(
                written + "{}",
                written.replace("\"version\":3", "\"version\":2,\"version\":3"),
                written.replace("\"version\":3", "\"version\":null"),
                written.replace("\"version\":3", "\"version\":3,\"more\":1"),
                written.replace("\"note\"", "0"))) {
            assertThat(read(form)).as(form).isNull();
        }
    }

    private static @Nullable MemoryView read(String json) {
        return CacheEntry.read("stamp\n" + json, "stamp", MemoryView.class);
    }
}
