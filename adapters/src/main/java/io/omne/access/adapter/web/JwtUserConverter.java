package io.omne.access.adapter.web;

import io.omne.access.Allowance;
import io.omne.access.UserId;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import reactor.core.publisher.Mono;

/// Reads the user and the scopes from a token whose signature and times are valid. Rejects a token that never
/// expires, because it could not be revoked.
///
/// If the token says how many memories the user may create, that limit becomes the details of the authentication.
final class JwtUserConverter implements Converter<Jwt, Mono<AbstractAuthenticationToken>> {

    private final String limitClaim;

    /// @param limitClaim the claim that says how many memories the user may create
    JwtUserConverter(String limitClaim) {
        this.limitClaim = limitClaim;
    }

    @Override
    public Mono<AbstractAuthenticationToken> convert(Jwt token) {
        if (token.getExpiresAt() == null) {
            return Mono.error(new InvalidBearerTokenException("The token never expires: it has no exp claim."));
        }
        UserId user = userOf(token.getSubject());
        if (user == null) {
            return Mono.error(new InvalidBearerTokenException("The token names no user: its sub claim is no UUID."));
        }
        var authentication = new JwtAuthenticationToken(token, user, scopesOf(token));
        authentication.setDetails(allowanceOf(token));
        return Mono.just(authentication);
    }

    /// Null if the claim is no whole number from 1.
    private @Nullable Allowance allowanceOf(Jwt token) {
        return token.getClaims().get(limitClaim) instanceof Long limit && limit > 0
                ? new Allowance(Math.clamp(limit, 1, Integer.MAX_VALUE))
                : null;
    }

    /// `UUID.fromString` also accepts shortened forms, which `toString` does not return.
    private static @Nullable UserId userOf(@Nullable String subject) {
        try {
            UUID id = UUID.fromString(subject == null ? "" : subject);
            return id.toString().equalsIgnoreCase(subject) ? new UserId(id) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static List<GrantedAuthority> scopesOf(Jwt token) {
        return Stream.of("scope", "scp")
                .map(token.getClaims()::get)
                .flatMap(JwtUserConverter::words)
                .<GrantedAuthority>map(scope -> new SimpleGrantedAuthority("SCOPE_" + scope))
                .toList();
    }

    private static Stream<String> words(@Nullable Object claim) {
        return switch (claim) {
            case String text -> Stream.of(text.split(" ")).filter(word -> !word.isEmpty());
            case Collection<?> several ->
                several.stream().filter(String.class::isInstance).map(String.class::cast);
            case null, default -> Stream.empty();
        };
    }
}
