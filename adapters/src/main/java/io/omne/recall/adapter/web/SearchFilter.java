package io.omne.recall.adapter.web;

import static java.util.Objects.requireNonNullElse;

import io.omne.memory.EmbeddingStatus;
import io.omne.memory.MemorySource;
import io.omne.memory.MemoryType;
import io.omne.memory.Metadata;
import io.omne.memory.Tags;
import io.omne.memory.api.MemoryFilter;
import io.omne.memory.api.TagFilter;
import io.omne.memory.api.TagFilter.Match;
import io.omne.memory.api.TimeRange;
import io.omne.validation.ErrorCode;
import io.omne.validation.InvalidValue;
import io.omne.web.request.BodyFields;
import io.omne.web.request.CanonicalJson;
import io.omne.web.request.JsonScalars;
import io.omne.web.request.TextValues;
import io.omne.web.request.Timestamps;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The filter of a search as a client requests it: the filters of lists, and values of the metadata. Superseded
/// memories are left out unless the filter says something else.
///
/// @param metadata the values that a memory's metadata must have
record SearchFilter(MemoryFilter filter, Metadata metadata) {

    static final SearchFilter NONE = new SearchFilter(
            new MemoryFilter(Set.of(), Set.of(), Set.of(), TagFilter.NONE, null, TimeRange.ANY, TimeRange.ANY, false),
            Metadata.NONE);

    static SearchFilter read(BodyFields fields) {
        var filter = new MemoryFilter(
                several(fields, "memory_type", MemoryType::named),
                several(fields, "source", (field, text) -> TextValues.oneOf(MemorySource.values(), field, text)),
                several(
                        fields,
                        "embedding_status",
                        (field, text) -> TextValues.oneOf(EmbeddingStatus.values(), field, text)),
                tags(fields),
                fields.optional("conversation_id", text(TextValues::uuid)),
                range(fields, "created"),
                range(fields, "occurred"),
                requireNonNullElse(fields.optional("superseded", JsonScalars::bool), false));
        return new SearchFilter(
                filter, requireNonNullElse(fields.optional("metadata", SearchFilter::metadata), Metadata.NONE));
    }

    private static <T> BiFunction<String, JsonNode, T> text(BiFunction<String, String, T> reader) {
        return (field, node) -> reader.apply(field, JsonScalars.text(field, node));
    }

    private static <T> Set<T> several(BodyFields fields, String name, BiFunction<String, String, T> reader) {
        Set<T> values = fields.optional(
                name,
                (field, node) -> strings(field, node).stream()
                        .map(value -> reader.apply(field, value))
                        .collect(Collectors.toSet()));
        return requireNonNullElse(values, Set.of());
    }

    /// The strings of an array, or one string. Nobody could tell whether an array without any selects nothing or
    /// everything.
    private static List<String> strings(String field, JsonNode node) {
        if (!node.isArray()) {
            return List.of(JsonScalars.text(field, node));
        }
        if (node.isEmpty()) {
            throw new InvalidValue(
                    field, ErrorCode.TOO_FEW, "must have 1 value at least; leave the field out for no condition");
        }
        var strings = new ArrayList<String>(node.size());
        for (JsonNode one : node) {
            strings.add(JsonScalars.text("%s[%d]".formatted(field, strings.size()), one));
        }
        return strings;
    }

    private static TimeRange range(BodyFields fields, String name) {
        return new TimeRange(
                fields.optional(name + "_after", text(Timestamps::floor)),
                fields.optional(name + "_before", text(Timestamps::ceil)));
    }

    private static TagFilter tags(BodyFields fields) {
        List<String> wanted = Stream.of("tags", "tag")
                .flatMap(name -> fields.has(name) ? tags(fields, name).values().stream() : Stream.of())
                .toList();
        return new TagFilter(
                requireNonNullElse(fields.read(() -> new Tags(wanted)), Tags.NONE),
                requireNonNullElse(
                        fields.optional(
                                "tags_match", text((field, text) -> TextValues.oneOf(Match.values(), field, text))),
                        TagFilter.NONE.match()),
                tags(fields, "exclude_tags"));
    }

    private static Tags tags(BodyFields fields, String name) {
        Tags tags = fields.optional(name, (field, node) -> Tags.of(strings(field, node)));
        return requireNonNullElse(tags, Tags.NONE);
    }

    private static Metadata metadata(String field, JsonNode node) {
        if (!node.isObject()) {
            throw new InvalidValue(field, ErrorCode.WRONG_TYPE, "must be an object");
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        node.properties().forEach(it -> values.put(it.getKey(), scalar(field, it.getValue())));
        return new Metadata(values);
    }

    private static @Nullable Object scalar(String field, JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> node.stringValue();
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> CanonicalJson.number(node);
            case NULL -> null;
            default ->
                throw new InvalidValue(field, ErrorCode.WRONG_TYPE, "must have strings, numbers, true, false or null");
        };
    }
}
