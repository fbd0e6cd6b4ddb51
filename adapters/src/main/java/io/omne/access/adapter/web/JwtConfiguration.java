package io.omne.access.adapter.web;

import io.omne.validation.CannotStart;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.reactive.JwkSetUriReactiveJwtDecoderBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.util.StringUtils;
import org.springframework.web.reactive.function.client.WebClient;

/// Checks tokens that are signed with a secret which the server shares with their issuer. If the settings name an
/// OpenID provider, Spring Boot checks tokens by the provider's keys instead, and the secret is ignored.
@Configuration(proxyBeanMethods = false)
class JwtConfiguration {

    /// In bytes. RFC 7518 requires a key at least as long as the hash.
    private static final int SHORTEST_SECRET = 32;

    /// The default validators allow for clocks that are a minute apart.
    ///
    /// @param environment has the secret, in which `@Value` would evaluate text that looks like an expression
    @Bean
    @Conditional(NoProvider.class)
    ReactiveJwtDecoder tokensBySecret(Environment environment, JwtTypeValidator types) {
        String secret = environment.getProperty("omne.security.jwt-secret", "");
        if (!StringUtils.hasText(secret)) {
            throw new CannotStart("OMNE_SECURITY_JWT_SECRET is not set: give it a secret of at least %d bytes"
                            .formatted(SHORTEST_SECRET)
                    + ", or name an OpenID provider in spring.security.oauth2.resourceserver.jwt.issuer-uri.");
        }
        byte[] key = secret.getBytes(StandardCharsets.UTF_8);
        if (key.length < SHORTEST_SECRET) {
            throw new CannotStart("OMNE_SECURITY_JWT_SECRET has %d bytes: give it at least %d."
                    .formatted(key.length, SHORTEST_SECRET));
        }
        NimbusReactiveJwtDecoder decoder = NimbusReactiveJwtDecoder.withSecretKey(new SecretKeySpec(key, "HmacSHA256"))
                .macAlgorithm(MacAlgorithm.HS256)
                .build();
        decoder.setJwtValidator(JwtValidators.createDefaultWithValidators(List.of(types)));
        return decoder;
    }

    /// The `typ` of a token: any JWT, or an access token of RFC 9068, in upper or lower case; it may be absent.
    /// Other tokens of the same issuer, such as those of a logout, are not for an API. Spring Boot gives the
    /// validator to its decoders.
    @Bean
    JwtTypeValidator tokenTypes() {
        var types = new JwtTypeValidator("JWT", "at+jwt", "application/at+jwt");
        types.setAllowEmpty(true);
        return types;
    }

    /// Configures the decoders that Spring Boot creates.
    @Bean
    JwkSetUriReactiveJwtDecoderBuilderCustomizer keysOfProvider(
            @Value("${omne.security.provider-pause:PT10S}") Duration pause) {
        WebClient client = WebClient.builder().filter(new JwksCache(pause)).build();
        return decoder -> decoder.webClient(client);
    }

    static final class NoProvider implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return Stream.of("issuer-uri", "jwk-set-uri", "public-key-location")
                    .map(name -> "spring.security.oauth2.resourceserver.jwt." + name)
                    .map(context.getEnvironment()::getProperty)
                    .noneMatch(StringUtils::hasText);
        }
    }
}
