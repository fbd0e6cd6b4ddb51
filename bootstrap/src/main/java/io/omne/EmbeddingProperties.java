package io.omne;

import io.omne.embedding.ModelSpec;
import io.omne.embedding.application.LocalModelSettings.Folder;
import io.omne.embedding.application.ProviderSettings.Account;
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

/// Reads the settings `embedding.*`, which the environment sets as `EMBEDDING_…`. An empty variable counts as
/// unset.
///
/// Every method throws {@link CannotStart} if its setting is invalid; the sentence does not repeat the value,
/// because it may be a secret in the wrong place.
final class EmbeddingProperties {

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Iterable<ConfigurationPropertySource> sources;

    EmbeddingProperties(Environment environment) {
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
                    source.getConfigurationProperty(ConfigurationPropertyName.of("embedding." + name));
            String value = property == null ? "" : String.valueOf(property.getValue());
            if (!value.isBlank()) {
                return value;
            }
        }
        return null;
    }

    @Nullable
    Integer dimension() {
        String text = text("dimension");
        if (text == null) {
            return null;
        }
        if (text.matches("[1-9][0-9]{0,3}") && Integer.parseInt(text) <= ModelSpec.MOST_DIMENSIONS) {
            return Integer.valueOf(text);
        }
        throw new CannotStart(
                "EMBEDDING_DIMENSION should be a whole number from 1 to %d.".formatted(ModelSpec.MOST_DIMENSIONS));
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

    /// The folder of a model; null if none is set.
    @Nullable
    Folder folder() {
        String path = text("model-path");
        return path == null ? null : new FolderProperties(this).folder(path);
    }

    private static CannotStart badTimeout() {
        return new CannotStart("EMBEDDING_TIMEOUT should be a time such as 30s, of ten minutes at most.");
    }

    Account account(String provider) {
        return new Account(key(provider), baseUrl(provider));
    }

    private @Nullable ApiKey key(String provider) {
        String text = text(provider + ".api-key");
        try {
            return text == null ? null : new ApiKey(text);
        } catch (IllegalArgumentException e) {
            throw new CannotStart("%s holds a character that no key has.".formatted(variable(provider, "API_KEY")));
        }
    }

    private String baseUrl(String provider) {
        String text = text(provider + ".base-url");
        if (text == null || !isBaseUrl(text)) {
            throw new CannotStart("%s should look like https://api.example.com/v1, with no user, query or fragment."
                    .formatted(variable(provider, "BASE_URL")));
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

    private static String variable(String provider, String name) {
        return "EMBEDDING_%s_%s".formatted(provider.toUpperCase(Locale.ROOT), name);
    }
}
