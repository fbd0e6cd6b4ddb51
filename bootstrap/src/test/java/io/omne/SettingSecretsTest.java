package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A server that cannot start because of a setting prints nothing of its value, for it may be a secret, or have
/// one in it. Nobody else does either: Spring Boot, the drivers, the pools.
@Timeout(120)
class SettingSecretsTest {

    private static final String NOWHERE = "postgresql://omne:" + Secrets.MARKER + "@127.0.0.1:1/omne";

    private static TestDatabase database;

    @TempDir
    private Path folder;

    @BeforeAll
    static void makeADatabase() {
        database = TestDatabase.create();
    }

    @AfterAll
    static void dropTheDatabase() {
        database.close();
    }

    static Stream<String> redisUrls() {
        return Stream.concat(
                Secrets.malformed("redis", "6379/0"),
                Stream.of("redis-sentinel://:%s@h", "redis+tls://:%s@h", "redis://:%s@h/x", "rediss://:%s@h?a=b", "%s")
                        .map(form -> form.formatted(Secrets.MARKER)));
    }

    @ParameterizedTest
    @MethodSource("redisUrls")
    void areNotPrintedOfAMalformedRedisUrl(String url) {
        assertHidden(FailedStart.on(database.url(), Map.of("spring.data.redis.url", url)));
    }

    static Stream<String> jdbcUrls() {
        return Stream.concat(
                Secrets.malformed("jdbc:postgresql", "5432/omne"),
                Stream.of("jdbc:mysql://%s@h/db", "jdbc:postgresql://u:%s@h/db", "jdbc:postgresql://h/db?password=%%%s")
                        .map(form -> form.formatted(Secrets.MARKER)));
    }

    @ParameterizedTest
    @MethodSource("jdbcUrls")
    void areNotPrintedOfAMalformedJdbcUrl(String url) {
        assertHidden(FailedStart.on(database.url(), Map.of("spring.datasource.url", url)));
    }

    @ParameterizedTest
    @CsvSource({
        "spring.r2dbc.url, r2dbc:postgresql://u:p@%s@h/db",
        "spring.r2dbc.url, r2dbc:postgresql://u:%%%s@h/db",
        "spring.r2dbc.url, r2dbc:mysql://u:%s@h/db",
        "spring.r2dbc.url, %s",
        "spring.security.oauth2.resourceserver.jwt.issuer-uri, https://user:%s@id.example.com",
        "spring.security.oauth2.resourceserver.jwt.issuer-uri, https://user:%%%s@id.example.com",
        "spring.security.oauth2.resourceserver.jwt.jwk-set-uri, https://%s@id.example.com/keys",
        "omne.start.wait, %s",
        "spring.datasource.password, ${%s}",
        "spring.datasource.username, a${%s",
        "spring.data.redis.url, redis://:${%s}@h"
    })
    void areNotPrintedOfWhatIsReadFirst(String setting, String form) {
        // What has half a placeholder is right, and the database then does not know the user.
        assertHidden(FailedStart.on(database.url(), Map.of(setting, form.formatted(Secrets.MARKER))));
    }

    @ParameterizedTest
    @CsvSource({
        "omne.security.jwt-secret, %s",
        "omne.security.jwt-secret, ${%s}",
        "spring.datasource.hikari.maximum-pool-size, %s",
        "spring.data.redis.timeout, %s",
        "spring.r2dbc.properties.sslMode, %s",
        "spring.r2dbc.password, ${%s}",
        "embedding.openai.base-url, https://user:%s@api.example.com/v1",
        "embedding.openai.base-url, https://api.example.com/v1?key=%s",
        "embedding.openai.api-key, a key with spaces\u00e9 %s",
        "embedding.provider, %s",
        "embedding.timeout, %s",
        "omne.rate-limit.window, %s",
        "omne.markup, %s",
        "server.port, %s"
    })
    void areNotPrintedOfWhatIsReadLater(String setting, String form) {
        assertHidden(FailedStart.on(
                database.url(), Map.of("embedding.dimension", "0", setting, form.formatted(Secrets.MARKER))));
    }

    @ParameterizedTest
    @CsvSource({
        "yaml, spring.datasource.password: @%s",
        "yaml, spring.datasource.password: %%%s",
        "yaml, spring.datasource.password: *%s",
        "yaml, 'spring.datasource.password: %s: x'",
        "yaml, spring.datasource.password: !!%s {}",
        "yaml, 'spring.datasource.password: \"%s'",
        "properties, spring.datasource.password=%s\\uZZ",
        "yaml, spring.config.import: https://user:%s@127.0.0.1:1/x",
        "yaml, spring.config.import: /no/such/%s/"
    })
    void areNotPrintedOfAFileThatCannotBeRead(String kind, String form) throws IOException {
        Path file = Files.writeString(folder.resolve("settings." + kind), form.formatted(Secrets.MARKER));
        assertHidden(FailedStart.on(
                database.url(),
                Map.of("spring.config.additional-location", file.toUri().toString())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"spring\": {\"datasource\": {\"password\": \"%s\"", "[\"%s\"]", "%s"})
    void areNotPrintedOfJsonThatCannotBeRead(String form) {
        assertHidden(FailedStart.on(database.url(), Map.of("spring.application.json", form.formatted(Secrets.MARKER))));
    }

    /// Whatever a library throws that nobody thought of.
    @ParameterizedTest
    @CsvSource({
        "spring.data.redis.sentinel.nodes, h:%s",
        "server.ssl.key-store, /no/such/%s",
        "spring.data.redis.cluster.nodes, %s:%s",
        "spring.flyway.url, jdbc:%s://h/db"
    })
    void areNotPrintedOfWhatFailsUnexpectedly(String setting, String form) {
        assertHidden(FailedStart.on(
                database.url(), Map.of("spring.data.redis.url", "", setting, form.replace("%s", Secrets.MARKER))));
    }

    @Test
    void areNotPrintedOfADatabaseThatDoesNotAnswer() {
        assertHidden(FailedStart.on(NOWHERE));
        assertHidden(FailedStart.with(Map.of(
                "spring.datasource.url", "jdbc:postgresql://127.0.0.1:1/db?user=omne&password=" + Secrets.MARKER)));
    }

    private static void assertHidden(FailedStart start) {
        assertThat(start.output()).doesNotContain(Secrets.MARKER);
        assertThat(start.reason()).isNotBlank();
    }
}
