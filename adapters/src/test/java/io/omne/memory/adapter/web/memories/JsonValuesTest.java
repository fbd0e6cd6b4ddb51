package io.omne.memory.adapter.web.memories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.omne.MarkupTexts;
import io.omne.memory.Content;
import io.omne.memory.Title;
import io.omne.validation.InvalidValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/// What a value becomes, by cleaning and trimming, stays as it is when it is sent again.
class JsonValuesTest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String[] SPACES = {"", " ", "\u00A0", "\u2003\t", "\u001F", "\u0085", "\u200B", "\uFEFF "};

    private final Random random = new Random(16);

    @Test
    void areSettledOnceTheyAreTaken() {
        for (int round = 0; round < 20_000; round++) {
            String text = space() + MarkupTexts.attack(random) + space();
            String brief =
                    text.substring(0, text.offsetByCodePoints(0, Math.min(90, text.codePointCount(0, text.length()))));

            stays(
                    NODES.stringNode(text),
                    node -> JSON.valueToTree(
                            JsonValues.cleaned("content", node, Content::of).text()));
            stays(
                    NODES.stringNode(text),
                    node -> JSON.valueToTree(
                            JsonValues.cleaned("title", node, Title::new).text()));
            stays(
                    NODES.arrayNode().add(brief).add("x" + brief).add(space() + brief + space()),
                    node -> JSON.valueToTree(JsonValues.tags("tags", node).values()));
            stays(
                    NODES.objectNode().put("a", text).put("b" + brief, round + 0.5),
                    node -> JSON.valueToTree(
                            JsonValues.metadata("metadata", node).values()));
        }
    }

    @Test
    void takeWholeNumbersHoweverTheyAreSpelled() {
        for (String number : List.of("384", "384.0", "3.84e2", "38400E-2")) {
            assertThat(JsonValues.positive("n", number(number))).isEqualTo(384);
        }
        for (String number : List.of("0", "-0.0", "-1", "1000001", "1e7", "1e999999999", "1.5", "1e-7")) {
            assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> JsonValues.positive("n", number(number)));
        }
    }

    private static JsonNode number(String number) {
        return NODES.numberNode(new BigDecimal(number));
    }

    private String space() {
        return SPACES[random.nextInt(SPACES.length)];
    }

    private static void stays(JsonNode sent, UnaryOperator<JsonNode> value) {
        JsonNode taken = taken(sent, value);
        if (taken != null) {
            assertThat(taken(taken, value)).as("%s", sent).isEqualTo(taken);
        }
    }

    private static @Nullable JsonNode taken(JsonNode sent, UnaryOperator<JsonNode> value) {
        try {
            return value.apply(sent);
        } catch (InvalidValue e) {
            return null;
        }
    }
}
