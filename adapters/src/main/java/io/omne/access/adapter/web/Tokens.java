package io.omne.access.adapter.web;

import io.omne.access.CannotStart;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.util.StringUtils;
import org.springframework.web.reactive.function.client.WebClient;

/// Tokens signed with a secret that is shared with whoever issues them. Where the settings name an OpenID
/// provider Spring Boot checks tokens by the provider's keys instead, and the secret is not looked at.
@Configuration(proxyBeanMethods = false)
class Tokens {

    /// RFC 7518 wants a key as long as the hash.
    private static final int SHORTEST_SECRET = 32;

    /// Its default validator allows for clocks that are a minute apart.
    ///
    /// @param environment has the secret; `@Value` would evaluate what looks like an expression in it
    @Bean
    @Conditional(NoProvider.class)
    ReactiveJwtDecoder tokensBySecret(Environment environment) {
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
        return NimbusReactiveJwtDecoder.withSecretKey(new SecretKeySpec(key, "HmacSHA256"))
                .macAlgorithm(MacAlgorithm.HS256)
                .build();
    }

    /// For the decoders that Spring Boot makes.
    @Bean
    JwkSetUriReactiveJwtDecoderBuilderCustomizer keysOfProvider(
            @Value("${omne.security.provider-pause:PT10S}") Duration pause) {
        WebClient client = WebClient.builder().filter(new ProviderKeys(pause)).build();
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
