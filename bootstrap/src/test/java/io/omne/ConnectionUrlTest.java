package io.omne;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.omne.validation.CannotStart;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.Driver;
import org.springframework.boot.data.redis.autoconfigure.DataRedisProperties;

/// What the URLs of PostgreSQL and Redis are read as, and that what is malformed is refused without a word of it.
class ConnectionUrlTest {

    private static final long SEED = 12;

    @Test
    void readsADatabaseUrl() {
        assertThat(DatabaseUrl.parse("postgres://om%40ne:p%2Fw%25+@db_1.internal/mem?sslmode=require&x=y")
                        .properties())
                .containsEntry("spring.datasource.url", "jdbc:postgresql://db_1.internal:5432/mem?sslmode=require")
                .containsEntry("spring.r2dbc.url", "r2dbc:postgresql://db_1.internal:5432/mem?sslMode=require")
                .containsEntry("spring.datasource.username", "om@ne")
                .containsEntry("spring.datasource.password", "p/w%+")
                .containsEntry("spring.r2dbc.username", "om@ne")
                .containsEntry("spring.r2dbc.password", "p/w%+");
        assertThat(DatabaseUrl.parse("postgresql://[::1]:6000/mem").properties())
                .containsEntry("spring.datasource.url", "jdbc:postgresql://[::1]:6000/mem")
                .doesNotContainKey("spring.datasource.username");
    }

    @Test
    void leavesBothDriversTheSameNameOfTheDatabase() {
        var properties = DatabaseUrl.parse("postgresql://h/my%20d%C3%A9+b").properties();
        assertThat(properties)
                .containsEntry("spring.datasource.url", "jdbc:postgresql://h:5432/my%20d%C3%A9%2Bb")
                .containsEntry("spring.r2dbc.url", "r2dbc:postgresql://h:5432/my%20d%C3%A9%2Bb");
        assertThat(ConnectionFactoryOptions.parse(String.valueOf(properties.get("spring.r2dbc.url")))
                        .getRequiredValue(ConnectionFactoryOptions.DATABASE))
                .isEqualTo("my dé+b");
        assertThat(Driver.parseURL(String.valueOf(properties.get("spring.datasource.url")), null))
                .containsEntry("PGDBNAME", "my dé+b");
    }

    @Test
    void readsARedisUrl() {
        assertThat(RedisUrl.parse("redis://redis_1")).isEqualTo(new RedisUrl(false, null, null, "redis_1", 6379, 0));
        assertThat(RedisUrl.parse("redis://:p%40w@[::1]:6380/"))
                .isEqualTo(new RedisUrl(false, "", "p@w", "::1", 6380, 0));
        assertThat(RedisUrl.parse("redis://pw@h/3")).isEqualTo(new RedisUrl(false, null, "pw", "h", 6379, 3));
        assertThat(RedisUrl.parse("rediss://us%3Aer:pw@h:1/15"))
                .isEqualTo(new RedisUrl(true, "us:er", "pw", "h", 1, 15));
    }

    @Test
    void setsUpRedis() {
        var settings = new DataRedisProperties();
        settings.setUrl("anything");
        RedisUrl.parse("rediss://user:pw@h_1:7000/2").applyTo(settings);
        assertThat(settings.getUrl()).isNull();
        assertThat(settings.getHost()).isEqualTo("h_1");
        assertThat(settings.getPort()).isEqualTo(7000);
        assertThat(settings.getDatabase()).isEqualTo(2);
        assertThat(settings.getUsername()).isEqualTo("user");
        assertThat(settings.getPassword()).isEqualTo("pw");
        assertThat(settings.getSsl().isEnabled()).isTrue();
    }

    @Test
    void readsEveryPasswordThatIsEncoded() {
        var random = new Random(SEED);
        for (int i = 0; i < 500; i++) {
            String password = random.ints(1 + random.nextInt(40), 0x20, 0x17f)
                    .filter(it -> !Character.isISOControl(it))
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            String encoded = URLEncoder.encode(password, StandardCharsets.UTF_8).replace("+", "%20");
            assertThat(RedisUrl.parse("redis://:" + encoded + "@h").password()).isEqualTo(password);
            assertThat(ConnectionUrl.parse("X", "x", "a://u:" + encoded + "@h").password())
                    .isEqualTo(password);
        }
    }

    static Stream<String> malformed() {
        return Secrets.malformed("redis", "6379/0");
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void refusesAMalformedRedisUrl(String url) {
        refuses(() -> RedisUrl.parse(url), "REDIS_URL");
    }

    static Stream<String> malformedDatabase() {
        return Secrets.malformed("postgresql", "5432/omne");
    }

    @ParameterizedTest
    @MethodSource("malformedDatabase")
    void refusesAMalformedDatabaseUrl(String url) {
        refuses(() -> DatabaseUrl.parse(url), "DATABASE_URL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis-sentinel://:%s@h",
                "redis+tls://:%s@h",
                "redis-socket:///tmp/x?password=%s",
                "unix:///tmp/%s",
                "redis://:%s@h1,h2",
                "redis://:%s@h/x",
                "redis://:%s@h/0/1",
                "redis://:%s@h/-1",
                "redis://:%s@h/123456",
                "redis://:%s@h?db=1",
                "redis:h:%s",
                "%s"
            })
    void refusesWhatRedisUrlDoesNotSupport(String form) {
        refuses(() -> RedisUrl.parse(form.formatted(Secrets.MARKER)), "REDIS_URL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://u:%s@h",
                "postgresql://u:%s@h/",
                "postgresql://u:%s@h/a/b",
                "postgresql://u:%s@h1,h2/db",
                "postgresql://u:%s@h/db?sslmode=%1$s",
                "mysql://u:%s@h/db"
            })
    void refusesWhatDatabaseUrlDoesNotSupport(String form) {
        refuses(() -> DatabaseUrl.parse(form.formatted(Secrets.MARKER)), "DATABASE_URL");
    }

    @Test
    void saysThatSeveralHostsAreNotSupported() {
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> DatabaseUrl.parse("postgresql://omne:pw@a_1:5432,[::1]:5433/mem"))
                .withMessageContaining("several hosts")
                .withMessageNotContaining("pw");
    }

    private static void refuses(Runnable parse, String setting) {
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(parse::run)
                .withMessageContaining(setting)
                .withMessageNotContaining(Secrets.MARKER)
                .withNoCause();
    }

    @Test
    void isNotPrinted() {
        assertThat(RedisUrl.parse("redis://:" + Secrets.MARKER + "@h").toString()
                        + DatabaseUrl.parse("postgresql://u:" + Secrets.MARKER + "@h/db")
                        + ConnectionUrl.parse("X", "x", "a://u:" + Secrets.MARKER + "@h"))
                .doesNotContain(Secrets.MARKER);
    }
}
