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

/// The user and the scopes of a token whose signature and times are right. A token without an end is refused:
/// it could not be taken back.
///
/// What the user may create, where the token says so, becomes the details of the authentication.
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

    /// What is no whole number from 1 says nothing.
    private @Nullable Allowance allowanceOf(Jwt token) {
        return token.getClaims().get(limitClaim) instanceof Long limit && limit > 0
                ? new Allowance(Math.clamp(limit, 1, Integer.MAX_VALUE))
                : null;
    }

    /// `UUID.fromString` also takes shortened forms, which its `toString` does not give back.
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
