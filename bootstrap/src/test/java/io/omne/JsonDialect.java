package io.omne;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/// How clients write JSON that they have read. Floating-point numbers of the size of a `double` keep their value in
/// each; those beyond only in some.
enum JsonDialect {
    JACKSON {
        @Override
        String rewrite(String json) {
            return Client.JSON.writeValueAsString(Client.JSON.readValue(json, Map.class));
        }
    },
    JACKSON_TREE {
        @Override
        String rewrite(String json) {
            return Client.JSON.readTree(json).toPrettyString();
        }
    },
    /// Writes every number as a `double`, and `<`, `>`, `&`, `=` and `'` as escapes.
    GSON {
        @Override
        String rewrite(String json) {
            return GSON_MAPPER.toJson(GSON_MAPPER.fromJson(json, Map.class));
        }
    },
    /// `json.dumps(json.loads(…))`: integers stay, other numbers are written by `repr`, text in ASCII.
    PYTHON {
        @Override
        String rewrite(String json) {
            return written(EXACT.readTree(json), ", ", ": ");
        }

        @Override
        String number(JsonNode number) {
            return number.isIntegralNumber() ? number.asString() : pythonRepr(number.doubleValue());
        }

        @Override
        boolean escapes(char c) {
            return c > 0x7E;
        }
    },
    /// `JSON.stringify(JSON.parse(…))`: ECMA-262, Number::toString.
    JAVASCRIPT {
        @Override
        String rewrite(String json) {
            return written(EXACT.readTree(json), ",", ":");
        }

        @Override
        String number(JsonNode number) {
            return ecmaScript(number.doubleValue());
        }
    };

    /// Numbers as they are spelled.
    static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final Gson GSON_MAPPER = new GsonBuilder().serializeNulls().create();

    abstract String rewrite(String json);

    String number(JsonNode number) {
        return number.asString();
    }

    /// Whether a character that needs no escape gets one.
    boolean escapes(char c) {
        return false;
    }

    String written(JsonNode node, String comma, String colon) {
        return switch (node.getNodeType()) {
            case OBJECT ->
                node.properties().stream()
                        .map(property -> text(property.getKey()) + colon + written(property.getValue(), comma, colon))
                        .collect(Collectors.joining(comma, "{", "}"));
            case ARRAY ->
                node.valueStream()
                        .map(element -> written(element, comma, colon))
                        .collect(Collectors.joining(comma, "[", "]"));
            case STRING -> text(node.stringValue());
            case NUMBER -> number(node);
            default -> node.toString();
        };
    }

    private String text(String text) {
        var json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\t' -> json.append("\\t");
                default -> {
                    if (c < ' ' || escapes(c)) {
                        json.append("\\u").append(HexFormat.of().toHexDigits(c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        return json.append('"').toString();
    }

    static String ecmaScript(double number) {
        var it = Shortest.of(number);
        String digits = it.digits();
        int point = it.point();
        if (digits.equals("0")) {
            return "0";
        }
        String written = point > 21 || point < -5 ? it.scientific(Integer.toString(Math.abs(point - 1))) : it.plain("");
        return number < 0 ? "-" + written : written;
    }

    static String pythonRepr(double number) {
        var it = Shortest.of(number);
        boolean plain = it.digits().equals("0") || (it.point() > -4 && it.point() <= 16);
        String written = plain ? it.plain(".0") : it.scientific("%02d".formatted(Math.abs(it.point() - 1)));
        return Double.doubleToRawLongBits(number) < 0 ? "-" + written : written;
    }

    /// The shortest digits that tell the number from its neighbours, and where the point is before or behind them.
    private record Shortest(String digits, int point) {

        static Shortest of(double number) {
            // Java writes two digits at least, which makes a difference to the very smallest.
            double size = Math.abs(number);
            BigDecimal decimal =
                    size == Double.MIN_VALUE ? new BigDecimal("5E-324") : new BigDecimal(Double.toString(size));
            String digits = decimal.stripTrailingZeros().unscaledValue().toString();
            return new Shortest(
                    digits, digits.length() - decimal.stripTrailingZeros().scale());
        }

        String plain(String ofWhole) {
            if (point <= 0) {
                return "0." + "0".repeat(-point) + digits;
            }
            return digits.length() <= point
                    ? digits + "0".repeat(point - digits.length()) + ofWhole
                    : digits.substring(0, point) + "." + digits.substring(point);
        }

        String scientific(String exponent) {
            String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
            return digits.charAt(0) + fraction + "e" + (point > 0 ? "+" : "-") + exponent;
        }
    }
}
