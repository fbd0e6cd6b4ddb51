package io.omne;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// JSON texts of a schema: some good, some that break one of its rules, some that are no JSON.
record FuzzedJson(RandomGenerator random) {

    /// What no schema says.
    private static final Map<String, List<String>> GOOD =
            Map.of("provider", List.of(ZeroCost.NAME), "model", ZeroCost.MODELS);

    private static final List<String> WORDS = List.of(
            "The ferry leaves at nine.",
            "a",
            " ",
            "",
            "\t\n",
            "a < b && c > d",
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "'; drop table memories; --",
            "${jndi:ldap://127.0.0.1/a}",
            "{{7*7}} %s %d %n {0} #{T(1)}",
            "../../../../etc/passwd",
            "\u0645\u0631\u062d\u0628\u0627 \u202eabc\u202c",
            "\ud83d\udc69\u200d\ud83d\ude80 \ud83c\uddf3\ud83c\uddf5",
            "e\u0301\u0323\u0489",
            "\ufeff\ufffe\uffff\u0001\u001f\u007f\u0085\u2028",
            "\u0130\u0131\u017f\u1e9e",
            "null",
            "true",
            "0",
            "9223372036854775808",
            "2026-01-31T09:30:00Z",
            "00000000-0000-0000-0000-000000000000",
            "note",
            "meeting_note",
            ",",
            "a,b,,c");

    /// What JSON allows and few expect, or what it does not allow.
    private static final List<String> ODDITIES = List.of(
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"a\\ud83db\"",
            "1e999999999",
            "-1E-999999999",
            "1e9999999999",
            "100e2147483647",
            "1E400",
            "-0",
            "-0.0",
            "0.1000000000000000055511151231257827",
            "123456789012345678901234567890",
            "2147483648",
            "-1",
            "0",
            "1000001",
            "1.0",
            "true",
            "null",
            "[]",
            "{}",
            "[[[]]]",
            "{\"\":{\"\":\"\"}}",
            "{\"a\":1,\"a\":2}",
            "{\"\\ud800\":1}",
            "{\"\\u0000\":1}",
            "NaN",
            "01",
            "+1",
            ".5",
            "'a'",
            "\"\n\"",
            "\"\\x\"",
            "/**/1",
            "undefined");

    String word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private boolean now(double chance) {
        return random.nextDouble() < chance;
    }

    /// A whole body.
    byte[] body(JsonNode schema) {
        String json = value(schema, 0);
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return now(0.88)
                ? bytes
                : switch (random.nextInt(12)) {
                    case 0 -> new byte[0];
                    case 1 ->
                        json.substring(0, random.nextInt(json.length() + 1)).getBytes(StandardCharsets.UTF_8);
                    case 2 -> (json + json).getBytes(StandardCharsets.UTF_8);
                    case 3 -> ("\ufeff" + json).getBytes(StandardCharsets.UTF_8);
                    case 4 -> json.getBytes(StandardCharsets.UTF_16);
                    case 5 -> flipped(bytes);
                    case 6 -> nested(1 + random.nextInt(200)).getBytes(StandardCharsets.UTF_8);
                    case 7 -> nested(100_000).getBytes(StandardCharsets.UTF_8);
                    case 8 -> oddity().getBytes(StandardCharsets.UTF_8);
                    case 9 -> ("[" + json + "]").getBytes(StandardCharsets.UTF_8);
                    case 10 -> noise(random.nextInt(200));
                    default -> ("{\"content\":\"" + "x".repeat(1_100_000) + "\"}").getBytes(StandardCharsets.UTF_8);
                };
    }

    String value(JsonNode schema, int depth) {
        if (now(0.03)) {
            return oddity();
        }
        if (now(0.02)) {
            return anything(depth);
        }
        if (schema.has("enum") && now(0.9)) {
            JsonNode words = schema.path("enum");
            return words.get(random.nextInt(words.size())).toString();
        }
        JsonNode type = schema.path("type");
        String one = type.isArray() ? type.get(now(0.85) ? 0 : type.size() - 1).asString() : type.asString("");
        return switch (one) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, depth);
            case "string" -> string(schema);
            case "integer" -> integer(schema);
            case "boolean" -> String.valueOf(random.nextBoolean());
            case "null" -> "null";
            default -> anything(depth);
        };
    }

    private String object(JsonNode schema, int depth) {
        if (!schema.has("properties")) {
            return freeObject(depth);
        }
        var members = new ArrayList<String>();
        schema.path("properties").properties().forEach(property -> {
            boolean required = schema.path("required")
                    .valueStream()
                    .anyMatch(it -> it.asString().equals(property.getKey()));
            if (now(required ? 0.97 : 0.35)) {
                members.add(quoted(property.getKey()) + ":" + member(property.getKey(), property.getValue(), depth));
            }
        });
        if (now(0.03)) {
            members.add(quoted(word()) + ":" + anything(depth + 1));
        }
        if (now(0.02) && !members.isEmpty()) {
            members.add(members.get(random.nextInt(members.size())));
        }
        Collections.shuffle(members, random);
        return "{" + String.join(now(0.1) ? " ,\r\n\t" : ",", members) + "}";
    }

    private String member(String name, JsonNode schema, int depth) {
        List<String> good = GOOD.getOrDefault(name, List.of());
        return good.isEmpty() || now(0.3) ? value(schema, depth + 1) : quoted(good.get(random.nextInt(good.size())));
    }

    private String array(JsonNode schema, int depth) {
        int size = now(0.9) ? random.nextInt(5) : 45 + random.nextInt(60);
        return IntStream.range(0, size)
                .mapToObj(_ -> value(schema.path("items"), depth + 1))
                .toList()
                .toString();
    }

    private String string(JsonNode schema) {
        return switch (schema.path("format").asString("")) {
            case "uuid" -> quoted(now(0.7) ? uuid() : word());
            case "date-time" -> quoted(time());
            default -> quoted(text(schema));
        };
    }

    private String text(JsonNode schema) {
        int most = schema.path("maxLength").asInt(0);
        if (most > 0 && now(0.06)) {
            String unit = now(0.5) ? "x" : "\ud83d\ude80";
            return unit.repeat(most + (now(0.5) ? 0 : 1));
        }
        return now(0.7) ? "The ferry leaves at " + random.nextInt(24) : word();
    }

    String uuid() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    String time() {
        return Stream.of(
                        "2026-01-31T09:30:00Z",
                        "2026-01-31t09:30:00.123456789z",
                        "0000-01-01T00:00:00Z",
                        "9999-12-31T23:59:59.9999999+23:59",
                        "2026-02-30T00:00:00Z",
                        "2026-01-31T24:00:00Z",
                        "2026-01-31T23:59:60Z",
                        "2026-01-31T09:30:00",
                        "2026-01-31T09:30:00+05:45",
                        "-2026-01-31T09:30:00Z",
                        "1700000000",
                        "now")
                .skip(random.nextInt(12))
                .findFirst()
                .orElseThrow();
    }

    String integer(JsonNode schema) {
        return switch (random.nextInt(10)) {
            case 0 -> "0";
            case 1 -> "-1";
            case 2 -> "99999999999999999999999";
            case 3 -> String.valueOf(schema.path("maximum").asLong(100) + 1);
            case 4 -> String.valueOf(schema.path("maximum").asLong(100));
            default -> String.valueOf(1 + random.nextInt(20));
        };
    }

    private String freeObject(int depth) {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(i -> quoted((now(0.9) ? "key" : word()) + i) + ":" + anything(depth + 1))
                .toList()
                .toString()
                .replaceFirst("^\\[", "{")
                .replaceFirst("]$", "}");
    }

    private String anything(int depth) {
        int kind = random.nextInt(depth > 14 ? 4 : 7);
        return switch (kind) {
            case 0 -> quoted(word());
            case 1 -> String.valueOf(random.nextLong());
            case 2 -> String.valueOf(random.nextDouble());
            case 3 -> now(0.9) ? "false" : oddity();
            case 4 -> "[" + anything(depth + 1) + "," + anything(depth + 1) + "]";
            default -> freeObject(depth + 1);
        };
    }

    private String oddity() {
        return ODDITIES.get(random.nextInt(ODDITIES.size()));
    }

    private static String nested(int depth) {
        return "{\"content\":\"x\",\"metadata\":{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}}";
    }

    private byte[] flipped(byte[] bytes) {
        byte[] flipped = bytes.clone();
        if (flipped.length > 0) {
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    byte[] noise(int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    /// As JSON, raw where it may be so.
    private static String quoted(String text) {
        return Client.JSON.writeValueAsString(text);
    }
}
