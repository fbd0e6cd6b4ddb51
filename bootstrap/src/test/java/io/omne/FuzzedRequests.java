package io.omne;

import io.omne.ApiDocument.ApiOperation;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Requests for the operations of a document, the same for the same seed and answers: most of them nearly right.
final class FuzzedRequests {

    private static final int KNOWN = 100;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9.-]+");

    /// What no URI may hold: no route sees it.
    private static final Pattern BROKEN = Pattern.compile("%(?![0-9A-Fa-f]{2})|[^!-~]|[<>{}\\[\\]|\\\\^`\"]");

    /// A little less than what the server's HTTP reads.
    private static final int LONGEST_TARGET = 3_500;

    private static final List<String> SEGMENTS = List.of(
            "not-a-uuid",
            "1-1-1-1-1",
            "0",
            "%00",
            "%0d%0a",
            "%2e%2e",
            "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
            "..",
            ";a=b",
            "a;b=c;d",
            "%c0%af",
            "%ff%fe",
            "%F0%9F%9A%80",
            "%E2%82",
            "%zz",
            "%",
            "%2",
            "%25%32%66",
            "%5c",
            "%20",
            "'%20or%20'1'='1",
            "%3Cscript%3E",
            "${7*7}",
            "*",
            "",
            "a/b",
            "x".repeat(3_000));

    private static final List<String> TAGS = List.of(
            "*",
            "\"1.1\"",
            "\"1.1\", \"2.2\"",
            "W/\"1.1\"",
            "\"\"",
            "\"",
            "1.1",
            "\"999999999.999999999999999999\"",
            "\"9999999999.1\"",
            "\"-1.-1\"",
            ",,,",
            "\u00e9\u00ff",
            "");

    private static final List<String> MEDIA = List.of(
            "application/json;charset=UTF-8",
            "application/json; charset=utf-16",
            "application/json; charset=nope",
            "application/problem+json",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "text/plain",
            "*/*",
            "application/",
            "/",
            "garbage",
            "application/json;;;",
            "");

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get");

    private final List<ApiOperation> operations;
    private final RandomGenerator random;
    private final FuzzedJson json;
    private final FuzzedHeaders fuzzed;
    private final String token;
    private final String otherToken;
    private final List<String> ids = new ArrayList<>();
    private final List<String> entityTags = new ArrayList<>(TAGS);
    private final List<String> cursors = new ArrayList<>(List.of("", "AAAA", "!", "A".repeat(2_000)));

    /// @param token of a user who may do everything
    /// @param otherToken of one who may not administrate
    FuzzedRequests(List<ApiOperation> operations, RandomGenerator random, String token, String otherToken) {
        this.operations = operations.stream()
                .flatMap(operation -> Collections.nCopies(weight(operation), operation).stream())
                .toList();
        this.random = random;
        this.json = new FuzzedJson(random);
        this.fuzzed = new FuzzedHeaders(random);
        this.token = token;
        this.otherToken = otherToken;
    }

    /// A request.
    ///
    /// @param strayed whether it may go to another operation than this one, or to none
    /// @param body null where it has none; its bytes as characters
    record Shot(
            ApiOperation operation,
            boolean strayed,
            String method,
            String head,
            @Nullable String body) {

        byte[] bytes() {
            return (head + (body == null ? "" : body)).getBytes(StandardCharsets.ISO_8859_1);
        }

        @Override
        public String toString() {
            String shown = head.replaceAll("Bearer [^\r\n]{20,}", "Bearer …") + (body == null ? "" : body);
            return shown.substring(0, Math.min(1_500, shown.length()));
        }
    }

    private static int weight(ApiOperation operation) {
        if (operation.id().equals("createMemory")) {
            return 5;
        }
        boolean rare = List.of(
                        "createMemories", "replayProjection", "verify", "streamEvents", "readPart", "deleteMemory")
                .contains(operation.id());
        return rare || !operation.path().startsWith("/api/v1/memories") ? 1 : 3;
    }

    Shot next() {
        ApiOperation operation = pick(operations);
        boolean otherMethod = now(0.04);
        String method = otherMethod ? pick(METHODS) : operation.method();
        String path = path(operation);
        String query = query(operation);
        var headers = new ArrayList<String>();
        headers.add("Host: localhost");
        authorization(headers);
        if (now(0.3)) {
            fuzzed.addTo(headers);
        }
        operation.parameters("header").forEach(header -> {
            if (now(0.4)) {
                headers.add(header.path("name").asString() + ": " + pick(entityTags));
            }
        });
        if (method.equals("POST") && now(0.2)) {
            headers.add("Idempotency-Key: " + (now(0.5) ? json.uuid() : pick(TAGS)));
        }
        byte[] body = body(operation, headers);
        String target = query.isEmpty() ? path : path + "?" + query;
        boolean strayed = otherMethod
                || !isPlain(operation, path)
                || target.length() > LONGEST_TARGET
                || BROKEN.matcher(target).find()
                || (now(0.02) && breakUp(headers));
        return new Shot(
                operation,
                strayed,
                method,
                "%s %s HTTP/1.1\r\n%s\r\n\r\n".formatted(method, target, String.join("\r\n", headers)),
                body == null ? null : new String(body, StandardCharsets.ISO_8859_1));
    }

    /// What the answer gives for further requests.
    void learn(Shot shot, Raw.Reply reply) {
        String tag = reply.header("ETag");
        if (!tag.isEmpty()) {
            keep(entityTags, TAGS.size(), tag);
        }
        if (reply.status() == 201) {
            keep(ids, 0, Client.JSON.readTree(reply.body()).path("id").asString());
        }
        if (reply.status() == 200 && reply.header("Content-Type").startsWith("application/json")) {
            JsonNode cursor = Client.JSON.readTree(reply.body()).path("meta").path("next_cursor");
            if (cursor.isString()) {
                keep(cursors, 4, cursor.asString());
            }
        }
    }

    private void keep(List<String> all, int constant, String more) {
        if (all.size() < constant + KNOWN) {
            all.add(more);
        } else {
            all.set(constant + random.nextInt(KNOWN), more);
        }
    }

    private static boolean isPlain(ApiOperation operation, String path) {
        String[] parts = path.split("/", -1);
        String[] described = operation.path().split("/", -1);
        if (parts.length != described.length) {
            return false;
        }
        for (int i = 0; i < parts.length; i++) {
            if (described[i].startsWith("{") && (!PLAIN.matcher(parts[i]).matches() || parts[i].startsWith("."))) {
                return false;
            }
        }
        return true;
    }

    private String path(ApiOperation operation) {
        String path = operation.path();
        for (JsonNode parameter : operation.parameters("path")) {
            String name = parameter.path("name").asString();
            String value = now(0.12)
                    ? pick(SEGMENTS)
                    : switch (name) {
                        case "id" -> now(0.85) && !ids.isEmpty() ? pick(ids) : json.uuid();
                        case "file" -> "page.js";
                        default ->
                            pick(List.of("memory-list", "process-pending-embeddings", "retry-failed-embeddings"));
                    };
            path = path.replace("{" + name + "}", value);
        }
        return path;
    }

    private String query(ApiOperation operation) {
        var parameters = new ArrayList<String>();
        for (JsonNode parameter : operation.parameters("query")) {
            if (now(0.2)) {
                String name = parameter.path("name").asString();
                parameters.add(name + "=" + escaped(value(name, parameter.path("schema"))));
                if (now(0.03)) {
                    parameters.add(name + "=" + escaped(json.word()));
                }
            }
        }
        if (now(0.03)) {
            parameters.add(pick(List.of(
                    "%",
                    "a=%zz", "=", "&&", "a[]=1", "page", "%00=%00", "tags=%ff", "user_id=1", "access_token=a.b.c")));
        }
        return String.join("&", parameters);
    }

    private String value(String name, JsonNode schema) {
        if (now(0.1)) {
            return json.word();
        }
        if (name.equals("cursor")) {
            return pick(cursors);
        }
        if (schema.has("enum")) {
            return schema.path("enum")
                    .get(random.nextInt(schema.path("enum").size()))
                    .asString();
        }
        return switch (schema.path("type").asString() + schema.path("format").asString("")) {
            case "array" ->
                value(name, schema.path("items")) + (now(0.3) ? "," + value(name, schema.path("items")) : "");
            case "boolean" -> String.valueOf(now(0.5));
            case "stringuuid" -> json.uuid();
            case "integer" -> json.integer(schema);
            case "stringdate-time" -> json.time();
            default -> now(0.5) ? "a,b" : String.valueOf(random.nextInt(1_000));
        };
    }

    private String escaped(String text) {
        String escaped = URLEncoder.encode(text, StandardCharsets.UTF_8);
        // As some clients leave it; what would end the line stays as it is.
        return now(0.95)
                ? escaped
                : escaped.replace("%2B", "+").replace("%3C", "<").replace("%7B", "{");
    }

    private void authorization(List<String> headers) {
        double chance = random.nextDouble();
        if (chance < 0.9) {
            headers.add("Authorization: Bearer " + token);
        } else if (chance < 0.95) {
            headers.add("Authorization: Bearer " + otherToken);
        } else if (chance < 0.98) {
            headers.add("Authorization: "
                    + pick(List.of(
                            "Bearer",
                            "Bearer a.b.c",
                            "Bearer " + token + "x",
                            "Basic YTpi",
                            "bearer  ",
                            "\u00ff",
                            "Bearer ..")));
        }
    }

    private byte @Nullable [] body(ApiOperation operation, List<String> headers) {
        JsonNode schema = operation.body();
        if (schema == null && now(0.97)) {
            return null;
        }
        byte[] body = schema == null ? json.noise(random.nextInt(50)) : json.body(schema);
        if (now(0.95)) {
            headers.add("Content-Type: application/json");
        } else if (now(0.8)) {
            headers.add("Content-Type: " + pick(MEDIA));
        }
        if (now(0.02)) {
            headers.add("Content-Encoding: " + pick(List.of("gzip", "identity", "br", "x")));
        }
        if (now(0.05)) {
            headers.add("Transfer-Encoding: chunked");
            return chunked(body);
        }
        headers.add("Content-Length: " + body.length);
        return body;
    }

    private static byte[] chunked(byte[] body) {
        var chunked = new ByteArrayOutputStream();
        for (int from = 0; from < body.length; from += 10_000) {
            int size = Math.min(10_000, body.length - from);
            chunked.writeBytes((Integer.toHexString(size) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            chunked.write(body, from, size);
            chunked.writeBytes("\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        chunked.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        return chunked.toByteArray();
    }

    /// Something that no client would send.
    private boolean breakUp(List<String> headers) {
        headers.add(pick(List.of(
                "X-Long: " + "x".repeat(20_000),
                "No colon",
                ": no name",
                "X-Nul: \u0000",
                "X-Bell: \u0007",
                "Host: other",
                "Upgrade: h2c")));
        return true;
    }

    private boolean now(double chance) {
        return random.nextDouble() < chance;
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
