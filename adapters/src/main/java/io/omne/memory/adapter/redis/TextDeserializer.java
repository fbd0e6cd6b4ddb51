package io.omne.memory.adapter.redis;

import java.time.DateTimeException;
import java.util.function.Function;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/// Reads a value from the one text that it is written as. Jackson's own deserializers also accept other forms: a
/// time as a number, a UUID in base64.
final class TextDeserializer<T> extends StdDeserializer<T> {

    private final Function<String, T> parser;

    TextDeserializer(Class<T> type, Function<String, T> parser) {
        super(type);
        this.parser = parser;
    }

    @Override
    @SuppressWarnings("unchecked") // what handlers of problems give, of which there are none
    public T deserialize(JsonParser json, DeserializationContext context) {
        if (!json.hasToken(JsonToken.VALUE_STRING)) {
            return (T) context.handleUnexpectedToken(_valueClass, json);
        }
        String text = json.getString();
        try {
            T value = parser.apply(text);
            if (value.toString().equals(text)) {
                return value;
            }
        } catch (DateTimeException | IllegalArgumentException e) {
            // The failure of both cases is reported below.
        }
        return (T) context.handleWeirdStringValue(_valueClass, text, "not in the form that it is written in");
    }
}
