package io.omne.web.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.omne.validation.InvalidValue;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class JsonScalarsTest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @Test
    void takeWholeNumbersHoweverTheyAreSpelled() {
        for (String number : List.of("384", "384.0", "3.84e2", "38400E-2")) {
            assertThat(JsonScalars.positive("n", number(number))).isEqualTo(384);
        }
        for (String number : List.of("0", "-0.0", "-1", "1000001", "1e7", "1e999999999", "1.5", "1e-7")) {
            assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> JsonScalars.positive("n", number(number)));
        }
    }

    private static JsonNode number(String number) {
        return NODES.numberNode(new BigDecimal(number));
    }
}
