package io.omne;

import io.omne.validation.CannotStart;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.StringUtils;

/// Checks the settings that may hold a password before anything else reads them: Spring Boot, the drivers and
/// the pools print a URL that they cannot read.
///
/// Throws {@link CannotStart} with a sentence that repeats nothing of the value.
final class CheckedSettings implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {

    private static final String SECRET = "OMNE_SECURITY_JWT_SECRET";
    private static final String TOKENS = "spring.security.oauth2.resourceserver.jwt.";
    private static final String JDBC = "spring.datasource.url";
    private static final String R2DBC = "spring.r2dbc.url";

    /// Group 1 is the authority.
    private static final Pattern DRIVER_URL =
            Pattern.compile("(?:jdbc|r2dbcs?):postgresql:(?:failover:)?(?://([^/?]*)/)?[^/?]*(?:\\?[^?]*)?");

    private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        takeSecretAsItIs(environment);
        driverUrl(environment, JDBC, "jdbc:postgresql://host:port/db");
        Matcher reads = driverUrl(environment, R2DBC, "r2dbc:postgresql://host:port/db");
        if (reads != null) {
            nameHost(environment, reads.group(1));
        }
        String redis = environment.getProperty(RedisUrl.PROPERTY);
        if (StringUtils.hasText(redis)) {
            RedisUrl.parse(redis);
        }
        List.of("issuer-uri", "jwk-set-uri").forEach(name -> checkProvider(environment, TOKENS + name));
    }

    /// Escapes the secret, because it may contain text that looks like a placeholder.
    private static void takeSecretAsItIs(ConfigurableEnvironment environment) {
        String secret = System.getenv(SECRET);
        if (secret != null) {
            environment
                    .getPropertySources()
                    .addBefore(
                            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                            new MapPropertySource(
                                    "secrets", Map.of("omne.security.jwt-secret", Placeholders.escaped(secret))));
        }
    }

    private static @Nullable Matcher driverUrl(Environment environment, String property, String form) {
        String url = environment.getProperty(property);
        if (!StringUtils.hasText(url)) {
            return null;
        }
        Matcher parts = DRIVER_URL.matcher(url);
        boolean good = url.startsWith(form.substring(0, form.indexOf(':')))
                && parts.matches()
                && !BAD_ESCAPE.matcher(url).find()
                && isAuthority(parts.group(1), property.equals(R2DBC));
        if (!good) {
            throw new CannotStart("%s should look like %s, with the user and password in settings of their own."
                    .formatted(property, form));
        }
        return parts;
    }

    /// The authority of an R2DBC URL may have a user and a password, that of a JDBC URL may not.
    private static boolean isAuthority(@Nullable String authority, boolean mayHaveUser) {
        if (!StringUtils.hasText(authority)) {
            return true;
        }
        return ConnectionUrl.isHosts(mayHaveUser ? authority.substring(authority.indexOf('@') + 1) : authority);
    }

    /// Sets the host and the port as separate properties: R2DBC reads a host name with an underscore together with
    /// its port.
    private static void nameHost(ConfigurableEnvironment environment, @Nullable String authority) {
        if (authority == null || authority.contains(",") || !authority.contains("_")) {
            return;
        }
        String[] host = authority.substring(authority.indexOf('@') + 1).split(":", 2);
        var named = new HashMap<String, Object>();
        named.put("spring.r2dbc.properties.host", host[0]);
        named.put("spring.r2dbc.properties.port", host.length > 1 ? host[1] : "5432");
        environment.getPropertySources().addFirst(new MapPropertySource("host name", named));
    }

    private static void checkProvider(Environment environment, String property) {
        String url = environment.getProperty(property);
        if (StringUtils.hasText(url) && !isProvider(url)) {
            throw new CannotStart(
                    "%s should look like https://id.example.com/path, with no user or password.".formatted(property));
        }
    }

    private static boolean isProvider(String url) {
        try {
            var uri = new URI(url);
            return ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()))
                    && ConnectionUrl.isHosts(uri.getRawAuthority());
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
