package io.omne.memory.adapter.web.document;

import static java.util.Map.entry;

import io.omne.memory.Content;
import io.omne.memory.adapter.web.memories.RateLimitHeaders;
import io.omne.validation.ErrorCode;
import io.omne.web.openapi.Schemas;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// What the fields of answers are, where their names leave it open: by the names of the components and the fields.
final class FieldDescriptions {

    private static final Map<String, String> MEMORY = Map.ofEntries(
            entry("user_id", "Whose it is: the `sub` of the token that created it."),
            entry(
                    "content",
                    "Without markup that could act in a browser; up to %d characters.".formatted(Content.MAX_LENGTH)),
            entry("source", "Where it came from; never changes."),
            entry("source_id", "What it is called where it came from; never changes."),
            entry("title", "Null where it has none."),
            entry("tags", "In the order given, without duplicates."),
            entry("metadata", "As it was given, except for markup that could act in a browser."),
            entry("embedding_status", "How far it is on its way to be found by its meaning."),
            entry("embedding_model", "The model of its vectors; null unless it is `completed`."),
            entry("embedding_updated_at", "When it was `completed`; null unless it is."),
            entry(
                    "embedding_error",
                    "Why the latest try failed, or why some passages have no vector; null where neither is so."),
            entry("updated_at", "When its owner last changed it; embedding does not move it."),
            entry("accessed_at", "When it was last written, or read by its id."),
            entry("related_memories", "Always empty so far."),
            entry("conversation_id", "The conversation it belongs to; null where it belongs to none."),
            entry(
                    "embedding",
                    "A vector for each passage, as numbers; null until there are some. Only where `include=embedding`"
                            + " asks for it."),
            entry("version", "From 1; moves with every field that its owner changes, not with embedding."));

    static final String CLEANED =
            "Such as `content`, `tags` or `metadata.note`. It is `metadata` alone where more than 20"
                    + " names are concerned, and where the name itself lost markup or has other characters than letters and"
                    + " digits of ASCII, `_` and `-`.";

    private static final Map<String, Map<String, String>> FIELDS = Map.of(
            "Memory",
            MEMORY,
            "Bulk",
            Map.of(
                    "created", "How many were created.",
                    "failed", "How many of those sent were not.",
                    "ids", "In the order sent; null for each that was not created.",
                    "errors", "What is wrong with those that were not created; one may have several.",
                    "cleaned", "The fields of those that were created from which markup was taken out."),
            "CleanedField",
            Map.of("index", "Of the memory in the order sent, from 0.", "field", CLEANED),
            "BulkError",
            Map.of(
                    "index", "Of the memory in the order sent, from 0.",
                    "code",
                            "The rule that is broken, or `%s` where the user has created too many for now."
                                    .formatted(RateLimitHeaders.CODE),
                    "field", "Its name, such as `content` or `tags[3]`; null where it is about the whole."),
            "PageMeta",
            Map.of(
                    "page", "From 1; absent in a list by cursor.",
                    "per_page", "How many a page has at most.",
                    "total", "How many memories there are on all pages; absent in a list by cursor.",
                    "total_pages", "How many pages there are; absent in a list by cursor.",
                    "next_cursor", "For `cursor`; null on the last page."),
            "CursorMeta",
            Map.of("per_page", "How many a page has at most.", "next_cursor", "For `cursor`; null on the last page."),
            "ModelChange",
            Map.of(
                    "paused",
                    "Why this instance leaves the provider of the new model alone for now; absent where it does not."),
            "EmbeddingError",
            Map.of(
                    "code",
                    "A stable word: `model_fault`, `provider_error`, `text_refused`, `text_not_supported` (the model"
                            + " knows hardly a piece of it), `instance_lost`, or, of a completed memory,"
                            + " `text_partly_supported` (of some passages).",
                    "message",
                    "One sentence."));

    private FieldDescriptions() {}

    /// @param object the schema of that component, with all of its properties
    /// @throws IllegalStateException when one is described that it does not have
    static void describe(String component, ObjectNode object) {
        if (object.get("properties") instanceof ObjectNode properties) {
            FIELDS.getOrDefault(component, Map.of()).forEach((name, words) -> {
                if (!(properties.get(name) instanceof ObjectNode property)) {
                    throw new IllegalStateException("in AnswerWords: %s has no %s".formatted(component, name));
                }
                property.put("description", words);
            });
            if (component.equals("BulkError")) {
                properties.set(
                        "code", code(properties.path("code").path("description").asString()));
            }
        }
        ObjectNode example = Examples.of(component);
        if (example != null) {
            object.putArray("examples").add(example);
        }
    }

    private static ObjectNode code(@Nullable String words) {
        return Schemas.word(Stream.concat(
                        Stream.of(ErrorCode.values()).map(ErrorCode::text), Stream.of(RateLimitHeaders.CODE)))
                .put("description", words);
    }
}
