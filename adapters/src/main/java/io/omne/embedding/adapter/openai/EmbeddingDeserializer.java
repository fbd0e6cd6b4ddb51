package io.omne.embedding.adapter.openai;

import io.omne.providers.adapter.http.FloatArrayDeserializer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;

/// Reads an `embedding` in either of OpenAI's two formats: an array of numbers, or base64 of floats of four bytes
/// each, little-endian. Some servers always send the second format.
final class EmbeddingDeserializer extends FloatArrayDeserializer {

    @Override
    public float[] deserialize(JsonParser json, DeserializationContext context) {
        if (!json.hasToken(JsonToken.VALUE_STRING)) {
            return super.deserialize(json, context);
        }
        float[] decoded = decode(json.getString());
        return decoded == null
                ? context.reportInputMismatch(this, "an embedding that is no base64 of floats")
                : decoded;
    }

    private static float @Nullable [] decode(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return null;
        }
        // Java also accepts a text without its padding, or with left-over bits.
        if (bytes.length % Float.BYTES != 0
                || !Base64.getEncoder().encodeToString(bytes).equals(base64)) {
            return null;
        }
        var floats = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(floats);
        return floats;
    }
}
