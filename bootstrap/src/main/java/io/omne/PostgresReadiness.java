package io.omne;

import io.omne.validation.CannotStart;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/// Waits until PostgreSQL accepts connections, before anything else uses it: at most `omne.start.wait`, and only as
/// long as the obstacle may disappear by itself.
final class PostgresReadiness implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {

    private static final String WAIT = "omne.start.wait";
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
    private static final Logger log = LoggerFactory.getLogger(PostgresReadiness.class);

    /// After {@link CheckedSettings}.
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 1;
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        Environment environment = context.getEnvironment();
        String url = environment.getProperty("spring.datasource.url");
        if (url == null || url.isBlank()) {
            throw new CannotStart("DATABASE_URL is not set: it names the PostgreSQL to use, as in"
                    + " postgresql://user:password@host:port/db.");
        }
        await(url, credentials(environment), wait(environment));
    }

    private static Duration wait(Environment environment) {
        try {
            Duration wait = DurationStyle.detectAndParse(
                    environment.getProperty(WAIT, "0").strip(), ChronoUnit.SECONDS);
            if (!wait.isNegative() && wait.compareTo(LONGEST) <= 0) {
                return wait;
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw badWait();
        }
        throw badWait();
    }

    private static CannotStart badWait() {
        return new CannotStart("OMNE_START_WAIT should be a time such as 60s, from 0 to a day.");
    }

    /// The time-outs limit an attempt if the connection is accepted and nothing answers. No statement is prepared:
    /// behind a pooler, another connection may have prepared one with the same name.
    private static Properties credentials(Environment environment) {
        var properties = new Properties();
        put(properties, "user", environment.getProperty("spring.datasource.username"));
        put(properties, "password", environment.getProperty("spring.datasource.password"));
        properties.put("ApplicationName", "omne");
        properties.put("connectTimeout", "3");
        properties.put("loginTimeout", "5");
        properties.put("socketTimeout", "5");
        properties.put("prepareThreshold", "0");
        return properties;
    }

    private static void put(Properties properties, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            properties.put(name, value);
        }
    }

    private static void await(String url, Properties properties, Duration wait) {
        long began = System.nanoTime();
        long said = began;
        String last = "";
        for (PostgresRefusal refusal = refusal(url, properties); refusal != null; refusal = refusal(url, properties)) {
            long now = System.nanoTime();
            if (!refusal.temporary() || now - began >= wait.toNanos()) {
                throw new CannotStart(refusal.sentence());
            }
            if (!refusal.sentence().equals(last) || now - said >= BETWEEN_LINES.toNanos()) {
                log.warn("Waiting for PostgreSQL, at most {} s: {}", wait.toSeconds(), refusal.sentence());
                said = now;
                last = refusal.sentence();
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("it was interrupted while waiting for PostgreSQL.");
        }
    }

    /// @return null if PostgreSQL can be used
    private static @Nullable PostgresRefusal refusal(String url, Properties properties) {
        try (Connection one = connect(url, properties);
                Connection other = connect(url, properties)) {
            PoolerMode.check(one, other);
            PostgresCheck.check(one);
            return null;
        } catch (SQLException e) {
            PostgresRefusal refusal = PostgresRefusal.of(e);
            return refusal != null
                    ? refusal
                    : new PostgresRefusal("PostgreSQL fails: " + PostgresRefusal.line(e), false);
        }
    }

    private static Connection connect(String url, Properties properties) throws SQLException {
        Driver driver = DriverManager.getDriver(url);
        Connection connection = driver.connect(url, properties);
        if (connection == null) {
            throw new SQLException("the driver does not take the URL", "08001");
        }
        return connection;
    }
}
