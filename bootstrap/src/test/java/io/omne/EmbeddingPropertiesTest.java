package io.omne;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.omne.embedding.application.LocalModelSettings.Folder;
import io.omne.embedding.application.LocalModelSettings.Pooling;
import io.omne.embedding.application.ProviderSettings;
import io.omne.embedding.application.ProviderSettings.Account;
import io.omne.validation.CannotStart;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;

/// The environment over `application.yaml`.
class EmbeddingPropertiesTest {

    private static final String KEY = "sk-opensesame-42";

    private static StandardEnvironment environment(String... variables) {
        var set = new HashMap<String, Object>();
        for (int i = 0; i < variables.length; i += 2) {
            set.put(variables[i], variables[i + 1]);
        }
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .forEach(it -> environment.getPropertySources().remove(it.getName()));
        environment
                .getPropertySources()
                .addLast(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.copyOf(set)));
        try {
            new YamlPropertySourceLoader()
                    .load("application", new ClassPathResource("application.yaml"))
                    .forEach(environment.getPropertySources()::addLast);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return environment;
    }

    private static EmbeddingProperties properties(String... variables) {
        return new EmbeddingProperties(environment(variables));
    }

    @Test
    void haveDefaults() {
        var properties = properties();
        assertThat(properties.text("provider")).isEqualTo("local");
        assertThat(properties.text("model-name")).isNull();
        assertThat(properties.dimension()).isNull();
        assertThat(properties.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(properties.account("openai")).isEqualTo(new Account(null, "https://api.openai.com/v1"));
        assertThat(properties.account("cohere")).isEqualTo(new Account(null, "https://api.cohere.com"));
    }

    @Test
    void areSetByTheEnvironment() {
        var properties = properties(
                "EMBEDDING_PROVIDER",
                "openai",
                "EMBEDDING_MODEL_NAME",
                " text-embedding-3-large ",
                "EMBEDDING_DIMENSION",
                "1024",
                "EMBEDDING_TIMEOUT",
                "5s",
                "EMBEDDING_OPENAI_API_KEY",
                KEY,
                "EMBEDDING_OPENAI_BASE_URL",
                "http://127.0.0.1:11434/v1/",
                "EMBEDDING_COHERE_API_KEY",
                "co-key",
                "EMBEDDING_COHERE_BASE_URL",
                "https://cohere.example");
        assertThat(properties.text("provider")).isEqualTo("openai");
        assertThat(properties.text("model-name")).isEqualTo("text-embedding-3-large");
        assertThat(properties.dimension()).isEqualTo(1024);
        assertThat(properties.timeout()).isEqualTo(Duration.ofSeconds(5));
        Account openai = properties.account("openai");
        assertThat(Objects.requireNonNull(openai.key()).value()).isEqualTo(KEY);
        assertThat(openai.baseUrl()).isEqualTo("http://127.0.0.1:11434/v1");
        Account cohere = properties.account("cohere");
        assertThat(Objects.requireNonNull(cohere.key()).value()).isEqualTo("co-key");
        assertThat(cohere.baseUrl()).isEqualTo("https://cohere.example");
    }

    @Test
    void areUnsetWhereTheyAreEmpty() {
        var properties = properties(
                "EMBEDDING_PROVIDER",
                "",
                "EMBEDDING_MODEL_NAME",
                "",
                "EMBEDDING_DIMENSION",
                " ",
                "EMBEDDING_TIMEOUT",
                "",
                "EMBEDDING_OPENAI_API_KEY",
                "",
                "EMBEDDING_OPENAI_BASE_URL",
                "");
        assertThat(properties.text("provider")).isEqualTo("local");
        assertThat(properties.text("model-name")).isNull();
        assertThat(properties.dimension()).isNull();
        assertThat(properties.timeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(properties.account("openai")).isEqualTo(new Account(null, "https://api.openai.com/v1"));
    }

    @Test
    void takeSecondsWithoutAUnit() {
        assertThat(properties("EMBEDDING_TIMEOUT", "45").timeout()).isEqualTo(Duration.ofSeconds(45));
    }

    @Test
    void rejectWhatIsNoDimension() {
        for (String dimension : List.of("many", "0", "-384", "4001", "384.0", "99999999999")) {
            assertThatExceptionOfType(CannotStart.class)
                    .isThrownBy(
                            () -> properties("EMBEDDING_DIMENSION", dimension).dimension())
                    .withMessage("EMBEDDING_DIMENSION should be a whole number from 1 to 4000.");
        }
    }

    @Test
    void rejectWhatIsNoTimeout() {
        for (String timeout : List.of("soon", "0", "-1s", "11m", "99999999999999999999s")) {
            assertThatExceptionOfType(CannotStart.class)
                    .isThrownBy(() -> properties("EMBEDDING_TIMEOUT", timeout).timeout())
                    .withMessage("EMBEDDING_TIMEOUT should be a time such as 30s, of ten minutes at most.");
        }
    }

    @Test
    void takeTheHostNamesOfContainers() {
        for (String url : List.of("http://ollama_1:11434/v1", "https://my_host/v1", "http://[::1]:80/v1")) {
            assertThat(properties("EMBEDDING_OPENAI_BASE_URL", url)
                            .account("openai")
                            .baseUrl())
                    .isEqualTo(url);
        }
    }

    @Test
    void rejectWhatIsNoBaseUrl() {
        for (String url : List.of(
                "api.openai.com",
                "ftp://api.openai.com",
                "http:///v1",
                "https://u:secret-word@host/v1",
                "https://u:secret-word@my_host/v1",
                "https://secret-word@my_host:80/v1",
                "https://host/v1?a=b",
                "not a url")) {
            assertThatExceptionOfType(CannotStart.class)
                    .isThrownBy(
                            () -> properties("EMBEDDING_OPENAI_BASE_URL", url).account("openai"))
                    .withMessageStartingWith("EMBEDDING_OPENAI_BASE_URL should look like https://")
                    .withMessageNotContaining("secret-word");
        }
    }

    @Test
    void rejectAKeyThatNoHeaderCarries() {
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(
                        () -> properties("EMBEDDING_COHERE_API_KEY", KEY + " x").account("cohere"))
                .withMessage("EMBEDDING_COHERE_API_KEY holds a character that no key has.")
                .withNoCause();
    }

    @Test
    void showNoKey() {
        var properties = properties("EMBEDDING_OPENAI_API_KEY", KEY);
        var settings =
                new ProviderSettings(properties.account("openai"), properties.account("cohere"), properties.timeout());
        assertThat(settings.toString())
                .contains("https://api.openai.com/v1")
                .contains("ApiKey[…]")
                .doesNotContain(KEY);
    }

    @Test
    void nameAFolder() {
        assertThat(properties().folder()).isNull();
        assertThat(properties("EMBEDDING_MODEL_PATH", "/models/e5/").folder())
                .isEqualTo(new Folder(Path.of("/models/e5"), "e5", Pooling.MEAN, "", "", 512));
        assertThat(properties(
                                "EMBEDDING_MODEL_PATH",
                                "/models/e5",
                                "EMBEDDING_MODEL_NAME",
                                "ours",
                                "EMBEDDING_MODEL_POOLING",
                                "cls",
                                "EMBEDDING_MODEL_PASSAGE_PREFIX",
                                "passage: ",
                                "EMBEDDING_MODEL_QUERY_PREFIX",
                                "query: ",
                                "EMBEDDING_MODEL_MAX_TOKENS",
                                "256")
                        .folder())
                .isEqualTo(new Folder(Path.of("/models/e5"), "ours", Pooling.CLS, "passage: ", "query: ", 256));
        assertThat(properties(
                                "EMBEDDING_PROVIDER",
                                "openai",
                                "EMBEDDING_MODEL_PATH",
                                "/models/e5",
                                "EMBEDDING_MODEL_NAME",
                                "theirs")
                        .folder())
                .extracting(Folder::name)
                .isEqualTo("e5");
    }

    @ParameterizedTest
    @CsvSource({
        "EMBEDDING_MODEL_POOLING, max, mean or cls",
        "EMBEDDING_MODEL_MAX_TOKENS, 63, from 64 to 8192",
        "EMBEDDING_MODEL_MAX_TOKENS, 8193, from 64 to 8192",
        "EMBEDDING_MODEL_MAX_TOKENS, many, from 64 to 8192",
    })
    void sayWhatIsWrongWithAFolder(String variable, String value, String says) {
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> properties("EMBEDDING_MODEL_PATH", "/models/e5", variable, value)
                        .folder())
                .withMessageContaining(variable)
                .withMessageContaining(says);
    }
}
