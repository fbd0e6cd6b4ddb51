package io.omne.access.adapter.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.omne.validation.CannotStart;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.format.support.DefaultFormattingConversionService;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;

class JwtConfigurationTest {

    @Test
    void wantsASecretOrAProvider() {
        assertThatExceptionOfType(BeanCreationException.class)
                .isThrownBy(() -> started(Map.of()))
                .havingRootCause()
                .isInstanceOf(CannotStart.class)
                .withMessageContaining("OMNE_SECURITY_JWT_SECRET is not set");
    }

    @Test
    void refusesAShortSecretWithoutSayingIt() {
        assertThatExceptionOfType(BeanCreationException.class)
                .isThrownBy(() -> started(Map.of("omne.security.jwt-secret", "0123456789012345678901234567890")))
                .havingRootCause()
                .isInstanceOf(CannotStart.class)
                .withMessage("OMNE_SECURITY_JWT_SECRET has 31 bytes: give it at least 32.");
    }

    @Test
    void countsBytesNotCharacters() {
        try (var context = started(Map.of("omne.security.jwt-secret", "ä".repeat(16)))) {
            assertThat(context.getBeansOfType(ReactiveJwtDecoder.class)).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"issuer-uri", "jwk-set-uri", "public-key-location"})
    void leavesTokensToTheProviderWhereThereIsOne(String setting) {
        String name = "spring.security.oauth2.resourceserver.jwt." + setting;
        try (var context = started(Map.of(name, "https://id.example", "omne.security.jwt-secret", "short"))) {
            assertThat(context.getBeansOfType(ReactiveJwtDecoder.class)).isEmpty();
        }
    }

    private static AnnotationConfigApplicationContext started(Map<String, Object> settings) {
        var context = new AnnotationConfigApplicationContext();
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", settings));
        context.getBeanFactory().setConversionService(new DefaultFormattingConversionService());
        context.register(JwtConfiguration.class);
        context.refresh();
        return context;
    }
}
