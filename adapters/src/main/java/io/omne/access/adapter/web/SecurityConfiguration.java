package io.omne.access.adapter.web;

import io.omne.web.problem.Problem;
import io.omne.web.request.RouteRules;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.context.NoOpServerSecurityContextRepository;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedHandler;
import org.springframework.security.web.server.firewall.ServerWebExchangeFirewall;
import org.springframework.security.web.server.firewall.StrictServerWebExchangeFirewall;
import org.springframework.security.web.server.savedrequest.NoOpServerRequestCache;

/// Configures which token each path needs. Every request brings its token: there are no sessions or cookies.
@Configuration(proxyBeanMethods = false)
@EnableWebFluxSecurity
class SecurityConfiguration {

    private static final String ADMINISTRATION = "SCOPE_omne:admin";

    /// Always needs the scope of administrators, even if a module opens one of the paths.
    private static final String ADMINISTRATION_PATHS = "/api/v1/admin/**";

    @Bean
    SecurityWebFilterChain paths(
            ServerHttpSecurity http,
            ReactiveJwtDecoder tokens,
            @Value("${omne.rate-limit.claim}") String limitClaim,
            @Value("${omne.cors.allowed-origins:}") List<String> origins,
            List<RouteRules> modules) {
        var refusal = new AccessProblems();
        return http.csrf(ServerHttpSecurity.CsrfSpec::disable)
                .formLogin(ServerHttpSecurity.FormLoginSpec::disable)
                .httpBasic(ServerHttpSecurity.HttpBasicSpec::disable)
                .logout(ServerHttpSecurity.LogoutSpec::disable)
                .addFilterAt(new CorsFilter(origins, modules), SecurityWebFiltersOrder.CORS)
                .requestCache(cache -> cache.requestCache(NoOpServerRequestCache.getInstance()))
                .securityContextRepository(NoOpServerSecurityContextRepository.getInstance())
                .authorizeExchange(rules -> rules.pathMatchers(ADMINISTRATION_PATHS)
                        .hasAuthority(ADMINISTRATION)
                        .pathMatchers(paths(modules, RouteRules::openPaths))
                        .permitAll()
                        .pathMatchers(paths(modules, RouteRules::administrationPaths))
                        .hasAuthority(ADMINISTRATION)
                        .anyExchange()
                        .authenticated())
                .exceptionHandling(it -> it.authenticationEntryPoint(refusal).accessDeniedHandler(refusal))
                .oauth2ResourceServer(it -> it.authenticationEntryPoint(refusal)
                        .accessDeniedHandler(refusal)
                        .bearerTokenConverter(new SingleBearerToken())
                        .jwt(jwt -> jwt.jwtDecoder(new TokenErrors(tokens))
                                .jwtAuthenticationConverter(new JwtUserConverter(limitClaim))))
                .build();
    }

    private static String[] paths(List<RouteRules> modules, Function<RouteRules, Set<String>> patterns) {
        return modules.stream().map(patterns).flatMap(Set::stream).toArray(String[]::new);
    }

    /// Without Spring's observations of each filter, which cost time in every request. Refused requests are counted
    /// with all others.
    @Bean
    static SecurityObservationSettings noObservationsOfFilters() {
        return SecurityObservationSettings.noObservations();
    }

    /// Does not use Spring's list of allowed methods: each path rejects methods that it does not support, with 405.
    @Bean
    ServerWebExchangeFirewall firewall() {
        var firewall = new StrictServerWebExchangeFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        return firewall;
    }

    /// Answers requests with paths and headers that only an attack would have, such as `//` or an encoded line
    /// break.
    @Bean
    ServerExchangeRejectedHandler rejectedExchanges() {
        return (exchange, _) ->
                Problem.of(HttpStatus.BAD_REQUEST, "The request is malformed.").answer(exchange);
    }
}
