package io.omne;

import io.omne.access.CannotStart;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `DATABASE_URL`, `postgresql://user:password@host:port/db`, as the settings of JDBC and R2DBC. A user or
/// password with special characters is percent-encoded. The query is handed to neither driver, except
/// `sslmode`, which is handed to both.
record DatabaseUrl(Map<String, Object> properties) {

    private static final String FORM = "postgresql://user:password@host:port/db";

    /// No settings where the variable is not set: `spring.datasource.*` and `spring.r2dbc.*` may give them
    /// instead.
    static DatabaseUrl fromEnvironment() {
        String url = System.getenv("DATABASE_URL");
        return url == null || url.isBlank() ? new DatabaseUrl(Map.of()) : parse(url.strip());
    }

    /// @throws CannotStart when it is not of the form; the message does not repeat it, for it holds a password
    static DatabaseUrl parse(String url) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw new CannotStart("DATABASE_URL is no URL; it should look like " + FORM + ".");
        }
        boolean postgres = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
        if (!postgres
                || uri.getHost() == null
                || uri.getPath() == null
                || uri.getPath().length() < 2) {
            throw new CannotStart("DATABASE_URL should look like " + FORM + ".");
        }
        String place = "%s:%d%s".formatted(uri.getHost(), uri.getPort() < 0 ? 5432 : uri.getPort(), uri.getRawPath());
        String sslMode = sslMode(uri.getRawQuery());
        var properties = new HashMap<String, Object>();
        properties.put(
                "spring.datasource.url", "jdbc:postgresql://" + place + (sslMode == null ? "" : "?sslmode=" + sslMode));
        properties.put(
                "spring.r2dbc.url", "r2dbc:postgresql://" + place + (sslMode == null ? "" : "?sslMode=" + sslMode));
        putCredentials(properties, uri.getRawUserInfo());
        return new DatabaseUrl(Map.copyOf(properties));
    }

    private static void putCredentials(Map<String, Object> properties, @Nullable String userInfo) {
        if (userInfo == null) {
            return;
        }
        int colon = userInfo.indexOf(':');
        String user = decoded(colon < 0 ? userInfo : userInfo.substring(0, colon));
        String password = colon < 0 ? "" : decoded(userInfo.substring(colon + 1));
        properties.put("spring.datasource.username", user);
        properties.put("spring.datasource.password", password);
        properties.put("spring.r2dbc.username", user);
        properties.put("spring.r2dbc.password", password);
    }

    private static @Nullable String sslMode(@Nullable String query) {
        if (query != null) {
            for (String parameter : query.split("&", -1)) {
                if (parameter.startsWith("sslmode=")) {
                    return parameter.substring("sslmode=".length());
                }
            }
        }
        return null;
    }

    /// A plus sign stands for itself here, unlike in a form.
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "DatabaseUrl[…]";
    }
}
