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

/// Reads the bytes of a request as a JSON object.
///
/// Numbers keep all their digits. A number longer than all metadata may be is rejected unread: the time to read
/// digits grows with the square of their number. A body may not have more values than a hundred memories can have:
/// each takes about a hundred bytes of memory, even `[]`, which has two bytes in the body.
public final class JsonBody {

    /// In characters; no field allows a longer number.
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

    /// @throws RequestProblem with 400 if it is no JSON, 415 if it is not in plain UTF-8, 422 if it is no object
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

    /// Decodes strictly: Jackson, given bytes, would guess the encoding and accept some wrong bytes.
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
