package io.omne.providers.adapter.http;

import java.util.Arrays;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/// Reads a JSON array of numbers, and nothing else: Jackson's own deserializer also decodes a string,
/// with the bytes of each float in the other order, and accepts numbers that are written as strings.
/// Each number becomes the nearest float, which is infinite if the number is too large.
public class FloatArrayDeserializer extends StdDeserializer<float[]> {

    private static final int USUAL_LENGTH = 1536;

    public FloatArrayDeserializer() {
        super(float[].class);
    }

    @Override
    public float[] deserialize(JsonParser json, DeserializationContext context) {
        if (!json.isExpectedStartArrayToken()) {
            return (float[]) context.handleUnexpectedToken(float[].class, json);
        }
        var floats = new float[USUAL_LENGTH];
        int length = 0;
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            if (!token.isNumeric()) {
                return (float[]) context.handleUnexpectedToken(float[].class, json);
            }
            if (length == floats.length) {
                floats = Arrays.copyOf(floats, 2 * length);
            }
            floats[length] = json.getFloatValue();
            length++;
        }
        return Arrays.copyOf(floats, length);
    }
}
