package io.omne;

import io.omne.validation.CannotStart;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `DATABASE_URL`, `postgresql://user:password@host:port/db`, as the settings of JDBC and R2DBC. A user or password
/// with special characters is percent-encoded. Of the query, both drivers get `sslmode` and nothing else.
record DatabaseUrl(Map<String, Object> properties) {

    private static final String NAME = "DATABASE_URL";
    private static final String FORM = "postgresql://user:password@host:port/db";
    private static final int PORT = 5432;
    private static final Set<String> SSL_MODES =
            Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    /// Empty if the variable is not set: `spring.datasource.*` and `spring.r2dbc.*` may be set instead.
    static DatabaseUrl fromEnvironment() {
        String url = System.getenv(NAME);
        return url == null || url.isBlank() ? new DatabaseUrl(Map.of()) : parse(url.strip());
    }

    /// @throws CannotStart if the text does not have this form; the message does not repeat the text, because it
    ///     holds a password
    static DatabaseUrl parse(String text) {
        ConnectionUrl url = ConnectionUrl.parse(NAME, FORM, text);
        boolean postgres = "postgresql".equals(url.scheme()) || "postgres".equals(url.scheme());
        if (!postgres || !url.path().matches("/[^/]+")) {
            throw new CannotStart(NAME + " should look like " + FORM + ".");
        }
        String address = url.hostAndPort(PORT) + url.path().replace("+", "%2B"); // JDBC reads a plus sign as a space
        String sslMode = sslMode(url.query());
        var properties = new HashMap<String, Object>();
        properties.put(
                "spring.datasource.url",
                "jdbc:postgresql://" + address + (sslMode == null ? "" : "?sslmode=" + sslMode));
        properties.put(
                "spring.r2dbc.url", "r2dbc:postgresql://" + address + (sslMode == null ? "" : "?sslMode=" + sslMode));
        putCredentials(properties, url);
        return new DatabaseUrl(Map.copyOf(properties));
    }

    private static void putCredentials(Map<String, Object> properties, ConnectionUrl url) {
        if (url.user() == null) {
            return;
        }
        String user = Placeholders.escaped(url.user());
        String password = url.password() == null ? "" : Placeholders.escaped(url.password());
        properties.put("spring.datasource.username", user);
        properties.put("spring.datasource.password", password);
        properties.put("spring.r2dbc.username", user);
        properties.put("spring.r2dbc.password", password);
    }

    private static @Nullable String sslMode(@Nullable String query) {
        if (query != null) {
            for (String parameter : query.split("&", -1)) {
                if (parameter.startsWith("sslmode=")) {
                    String mode = parameter.substring("sslmode=".length());
                    if (!SSL_MODES.contains(mode)) {
                        throw new CannotStart(
                                "the sslmode of %s should be disable, allow, prefer, require, verify-ca or"
                                                .formatted(NAME)
                                        + " verify-full.");
                    }
                    return mode;
                }
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return "DatabaseUrl[…]";
    }
}
