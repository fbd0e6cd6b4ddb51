package io.omne.providers.adapter.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;

/// Reads the JSON of answers, in UTF-8 whatever the header says. Values are not converted: only what is
/// written as a number, a text or a list is read as one. Unknown properties are ignored.
public final class AnswerJson {

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfigDefaults(config -> {
                for (CoercionInputShape shape : CoercionInputShape.values()) {
                    config.setCoercion(shape, CoercionAction.Fail);
                }
            })
            .build();

    private AnswerJson() {}

    /// The mapper, for JSON within an answer.
    public static JsonMapper mapper() {
        return JSON;
    }

    /// The answer; null if it is the JSON null.
    ///
    /// @throws CharacterCodingException if it is not in UTF-8
    /// @throws tools.jackson.core.JacksonException if it is not JSON, or not of the type
    static <T> @Nullable T read(byte[] body, Class<T> type) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(body))
                .toString();
        return JSON.readValue(text, type);
    }
}
