package io.omne.conversations.adapter.rules;

import io.omne.conversations.Role;
import io.omne.conversations.application.extractor.ExtractedMemory.Fact;
import io.omne.conversations.application.extractor.TranscriptMessage;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A message of the labelled set, with the memories that a careful reader takes from it. All are made up.
///
/// @param half `development`, by which rules were made, or `held-out`, which was written first and never
/// tuned on
/// @param before the message before it in its conversation; null if it is the first
record LabelledMessage(
        String half, TranscriptMessage message, @Nullable TranscriptMessage before, List<Expected> expected) {

    /// @param quote a part of the message
    record Expected(
            MemoryType type,
            String quote,
            @Nullable Instant occurredAt,
            @Nullable Fact fact) {}

    static List<LabelledMessage> all() {
        JsonMapper json = JsonMapper.builder().build();
        var all = new ArrayList<LabelledMessage>();
        String conversation = "";
        for (String line : lines()) {
            JsonNode node = json.readTree(line);
            boolean goesOn = node.get("conversation").asString().equals(conversation);
            conversation = node.get("conversation").asString();
            TranscriptMessage before = goesOn ? all.getLast().message() : null;
            var message = new TranscriptMessage(
                    new MemoryId(new UUID(0, all.size())),
                    Role.valueOf(node.get("role").asString().toUpperCase(Locale.ROOT)),
                    text(node, "speaker"),
                    node.get("content").asString(),
                    OffsetDateTime.parse(node.get("sent_at").asString()));
            List<Expected> expected = node.get("expected")
                    .valueStream()
                    .map(LabelledMessage::expected)
                    .toList();
            all.add(new LabelledMessage(node.get("half").asString(), message, before, expected));
        }
        return all;
    }

    private static List<String> lines() {
        try (var file = LabelledMessage.class.getResourceAsStream("labelled.jsonl")) {
            if (file == null) {
                throw new IllegalStateException("labelled.jsonl is missing");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Expected expected(JsonNode node) {
        String at = text(node, "occurred_at");
        JsonNode fact = node.get("fact");
        return new Expected(
                MemoryType.valueOf(node.get("type").asString()),
                node.get("quote").asString(),
                at == null ? null : Instant.parse(at),
                fact == null
                        ? null
                        : new Fact(
                                fact.get("subject").asString(),
                                fact.get("attribute").asString()));
    }

    private static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        return value == null || value.isNull() ? null : value.asString();
    }
}
