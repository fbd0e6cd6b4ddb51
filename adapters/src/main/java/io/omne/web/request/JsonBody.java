package io.omne.web.request;

import io.omne.web.problem.RequestProblem;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Bytes of a request into a JSON object.
///
/// Numbers keep all their digits. One longer than all metadata may be is refused unread: reading digits takes
/// time that grows with their square. Nor may there be more values than a hundred memories can have: each takes
/// a hundred bytes or so, for the two that `[]` has in the body.
public final class JsonBody {

    /// In characters; no field takes a longer one.
    private static final int MAX_NUMBER_LENGTH = 16 * 1024;

    private static final int MOST_VALUES = 1_000_000;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(100)
                            .maxNumberLength(MAX_NUMBER_LENGTH)
                            .maxTokenCount(MOST_VALUES)
                            .build())
                    .build())
            .enable(
                    DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                    DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private JsonBody() {}

    /// @throws RequestProblem with 400 when it is no JSON, 415 when it is not in plain UTF-8, 422 when it is no
    /// object
    public static ObjectNode read(HttpHeaders headers, byte @Nullable [] body) {
        checkEncoding(headers);
        JsonNode json = parsed(utf8(body == null ? new byte[0] : body));
        if (json.isMissingNode()) {
            throw new RequestProblem(HttpStatus.BAD_REQUEST, "The request has no body.");
        }
        if (json instanceof ObjectNode object) {
            return object;
        }
        throw new RequestProblem(HttpStatus.UNPROCESSABLE_CONTENT, "The body must be a JSON object.");
    }

    private static void checkEncoding(HttpHeaders headers) {
        MediaType type = headers.getContentType();
        boolean plain =
                headers.getOrEmpty(HttpHeaders.CONTENT_ENCODING).stream().allMatch("identity"::equalsIgnoreCase);
        boolean utf8 =
                type == null || type.getCharset() == null || type.getCharset().equals(StandardCharsets.UTF_8);
        if (!plain || !utf8) {
            throw new RequestProblem(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body must be application/json in UTF-8, not compressed.");
        }
    }

    /// Strict: Jackson, given bytes, would guess the encoding and let some wrong ones pass.
    private static String utf8(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new RequestProblem(HttpStatus.BAD_REQUEST, "The body is not UTF-8.");
        }
    }

    private static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (StreamConstraintsException e) {
            throw malformed(
                    "The body is nested too deep, has too many values, or a number or a name in it is too long", e);
        } catch (MismatchedInputException e) {
            boolean trailing = e.getOriginalMessage().startsWith("Trailing token");
            throw malformed(trailing ? "Something follows the body's end" : "An object has a name twice", e);
        } catch (NumberFormatException e) {
            throw new RequestProblem(HttpStatus.BAD_REQUEST, "A number in the body is out of any range.");
        } catch (JacksonException e) {
            throw malformed("The body is not JSON", e);
        }
    }

    private static RequestProblem malformed(String what, JacksonException e) {
        var at = e.getLocation();
        return new RequestProblem(
                HttpStatus.BAD_REQUEST,
                at == null || at.getLineNr() < 1
                        ? what + "."
                        : "%s: line %d, column %d.".formatted(what, at.getLineNr(), at.getColumnNr()));
    }
}
