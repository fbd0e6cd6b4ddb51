package io.omne.memory.application.writing;

import io.omne.memory.Metadata;
import io.omne.memory.application.writing.MarkupFilter.Texts;
import io.omne.validation.ErrorCode;
import io.omne.validation.InvalidValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The texts of metadata: names and strings, at every depth. The field of a text is `metadata.` and the top-level
/// name above it. The field is `metadata` alone for a top-level name itself, and below a name that has characters
/// other than ASCII letters, digits, `_` and `-`, or more than 64 characters.
final class MetadataTexts {

    static final String FIELD = "metadata";

    private static final String PREFIX = FIELD + ".";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private MetadataTexts() {}

    /// Whether the field names one entry of the metadata, not all of it.
    static boolean isName(String field) {
        return field.startsWith(PREFIX);
    }

    /// Copies the metadata with other texts.
    static Metadata of(Metadata metadata, Texts texts) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        metadata.values().forEach((name, value) -> {
            String field = PLAIN.matcher(name).matches() ? PREFIX + name : FIELD;
            put(values, texts.of(FIELD, name), value(value, text -> texts.of(field, text)));
        });
        return new Metadata(values);
    }

    private static @Nullable Object value(@Nullable Object value, UnaryOperator<String> texts) {
        return switch (value) {
            case String text -> texts.apply(text);
            case Map<?, ?> object -> object(object, texts);
            case List<?> array -> array(array, texts);
            case null, default -> value;
        };
    }

    private static Map<String, @Nullable Object> object(Map<?, ?> object, UnaryOperator<String> texts) {
        var copy = new LinkedHashMap<String, @Nullable Object>();
        object.forEach((name, value) -> put(copy, texts.apply((String) name), value(value, texts)));
        return copy;
    }

    private static void put(Map<String, @Nullable Object> object, String name, @Nullable Object value) {
        if (object.containsKey(name)) {
            throw new InvalidValue(FIELD, ErrorCode.DUPLICATE_NAME, "has a name twice, without the markup in it");
        }
        object.put(name, value);
    }

    private static List<@Nullable Object> array(List<?> array, UnaryOperator<String> texts) {
        var copy = new ArrayList<@Nullable Object>(array.size());
        array.forEach(element -> copy.add(value(element, texts)));
        return copy;
    }
}
