package io.omne;

import io.omne.providers.api.ApiKey;
import io.omne.validation.CannotStart;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.env.Environment;

/// Reads settings of providers, such as `embedding.openai.base-url`, which the environment sets as
/// `EMBEDDING_OPENAI_BASE_URL`. An empty variable counts as unset.
///
/// Every method throws {@link CannotStart} if its setting is invalid; the sentence does not repeat the value,
/// because it may be a secret in the wrong place.
final class ProviderProperties {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final String prefix;
    private final Iterable<ConfigurationPropertySource> sources;

    /// @param prefix what the names begin with, such as `embedding`
    ProviderProperties(String prefix, Environment environment) {
        this.prefix = prefix;
        this.sources = ConfigurationPropertySources.get(environment);
    }

    @Nullable
    String text(String name) {
        String value = raw(name);
        return value == null ? null : value.strip();
    }

    /// The value with the white space at its ends.
    @Nullable
    String raw(String name) {
        for (ConfigurationPropertySource source : sources) {
            ConfigurationProperty property =
                    source.getConfigurationProperty(ConfigurationPropertyName.of(prefix + "." + name));
            String value = property == null ? "" : String.valueOf(property.getValue());
            if (!value.isBlank()) {
                return value;
            }
        }
        return null;
    }

    /// A whole number; null if none is set.
    @Nullable
    Integer number(String name, int least, int most) {
        return text(name) == null ? null : Integer.valueOf(requiredNumber(name, least, most));
    }

    int requiredNumber(String name, int least, int most) {
        String text = text(name);
        if (text != null && text.matches("[1-9][0-9]{0,8}")) {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new CannotStart("%s should be a whole number from %d to %d.".formatted(variable(name), least, most));
    }

    Duration timeout() {
        String text = text("timeout");
        try {
            if (text != null) {
                Duration timeout = DurationStyle.detectAndParse(text, ChronoUnit.SECONDS);
                if (timeout.isPositive() && timeout.compareTo(LONGEST) <= 0) {
                    return timeout;
                }
            }
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw badTimeout();
        }
        throw badTimeout();
    }

    private CannotStart badTimeout() {
        return new CannotStart(
                "%s should be a time such as 30s, of ten minutes at most.".formatted(variable("timeout")));
    }

    /// The key of a provider; null if none is set.
    @Nullable
    ApiKey key(String provider) {
        String name = provider + ".api-key";
        String text = text(name);
        try {
            return text == null ? null : new ApiKey(text);
        } catch (IllegalArgumentException e) {
            throw new CannotStart("%s holds a character that no key has.".formatted(variable(name)));
        }
    }

    /// The URL of a provider, without a slash at its end.
    String baseUrl(String provider) {
        String name = provider + ".base-url";
        String text = text(name);
        if (text == null || !isBaseUrl(text)) {
            throw new CannotStart("%s should look like https://api.example.com/v1, with no user, query or fragment."
                    .formatted(variable(name)));
        }
        return text.replaceFirst("/+$", "");
    }

    private static boolean isBaseUrl(String text) {
        try {
            var url = new URI(text);
            return ("https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme()))
                    && ConnectionUrl.isHosts(url.getRawAuthority())
                    && url.getQuery() == null
                    && url.getFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private String variable(String name) {
        return (prefix + "_" + name).replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
