package io.omne;

import io.omne.validation.CannotStart;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.data.redis.autoconfigure.DataRedisProperties;

/// `REDIS_URL`, `redis://user:password@host:port/database`; `rediss://` is the same over TLS. A user or password
/// with special characters is percent-encoded. A single value before the `@` is the password.
///
/// Spring Boot's own parser prints the whole URL if it cannot read it, and does not accept host names with an
/// underscore.
record RedisUrl(
        boolean tls, @Nullable String user, @Nullable String password, String host, int port, int database) {

    static final String PROPERTY = "spring.data.redis.url";

    private static final String NAME = "REDIS_URL";
    private static final String FORM = "redis://user:password@host:port/database, or rediss:// for TLS";
    private static final int PORT = 6379;

    /// The setting that the variable stands for; empty if the variable is not set.
    static Map<String, Object> fromEnvironment() {
        String url = System.getenv(NAME);
        return url == null || url.isBlank() ? Map.of() : Map.of(PROPERTY, Placeholders.escaped(url.strip()));
    }

    /// @throws CannotStart if the text does not have this form; the message does not repeat the text, because it
    ///     may hold a password
    static RedisUrl parse(String text) {
        if (!text.matches("(?is)rediss?://.*")) {
            throw new CannotStart(NAME + " should look like " + FORM
                    + "; Sentinel, Cluster, Unix sockets and other schemes are not supported.");
        }
        ConnectionUrl url = ConnectionUrl.parse(NAME, FORM, text);
        if (url.query() != null) {
            throw new CannotStart(NAME + " takes no parameters; it should look like " + FORM + ".");
        }
        if (!url.path().matches("(/[0-9]{0,5})?")) {
            throw new CannotStart(NAME + " should end in the number of a database, or name none, as in " + FORM + ".");
        }
        boolean both = url.password() != null;
        return new RedisUrl(
                "rediss".equalsIgnoreCase(url.scheme()),
                both ? url.user() : null,
                both ? url.password() : url.user(),
                url.host(),
                url.port() < 0 ? PORT : url.port(),
                url.path().length() < 2 ? 0 : Integer.parseInt(url.path().substring(1)));
    }

    /// Sets all parts of the URL, and leaves nothing for Spring Boot to parse.
    void applyTo(DataRedisProperties settings) {
        settings.setUrl(null);
        settings.setHost(host);
        settings.setPort(port);
        settings.setDatabase(database);
        settings.setUsername(user);
        settings.setPassword(password);
        if (tls) {
            settings.getSsl().setEnabled(true);
        }
    }

    @Override
    public String toString() {
        return "RedisUrl[…]";
    }
}
