package io.omne.web.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omne.web.problem.RequestProblem;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;

class JsonBodyTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"a":1,"a":2}     | An object has a name twice
            {"a":{"b":1,"b":2}} | An object has a name twice
            {} {}             | Something follows the body's end
            {} x              | The body is not JSON
            {"a":             | The body is not JSON
            {"a":1e9999999999} | A number in the body is out of any range.
            []                | The body must be a JSON object.
            """)
    void saysWhatIsWrong(String body, String detail) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> JsonBody.read(new HttpHeaders(), bytes))
                .isInstanceOfSatisfying(
                        RequestProblem.class,
                        it -> assertThat(it.getBody().getDetail()).startsWith(detail));
    }
}
