package io.omne.access.adapter.web;

import io.omne.validation.CannotStart;
import io.omne.web.problem.Problem;
import io.omne.web.request.RouteRules;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsProcessor;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.cors.reactive.DefaultCorsProcessor;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/// Lets pages of the allowed origins call the API. Without allowed origins no CORS header is sent, so browsers
/// block pages of other origins.
///
/// Cookies are not used: every request needs a token.
final class CorsFilter implements WebFilter {

    private static final Duration REMEMBERED = Duration.ofHours(1);

    private static final Pattern SCHEME = Pattern.compile("^https?://");

    private final CorsProcessor processor = new DefaultCorsProcessor();
    private final CorsConfiguration rules = new CorsConfiguration();

    /// @param origins `scheme://host`, with a port if it is not the default of the scheme; or `*` alone
    /// @param modules the rules with the headers that modules need beside those of every route
    CorsFilter(List<String> origins, List<RouteRules> modules) {
        if (origins.size() > 1 && origins.contains("*")) {
            throw new CannotStart("omne.cors.allowed-origins has '*' beside others: it has to stand alone.");
        }
        origins.forEach(CorsFilter::check);
        rules.setAllowedOrigins(origins);
        rules.setAllowedMethods(List.of("GET", "HEAD", "POST", "PATCH", "DELETE"));
        rules.setAllowedHeaders(together(
                List.of(HttpHeaders.AUTHORIZATION, HttpHeaders.CONTENT_TYPE), modules, RouteRules::requestHeaders));
        rules.setExposedHeaders(together(
                List.of(HttpHeaders.RETRY_AFTER, HttpHeaders.WWW_AUTHENTICATE), modules, RouteRules::responseHeaders));
        rules.setMaxAge(REMEMBERED);
    }

    private static List<String> together(
            List<String> always, List<RouteRules> modules, Function<RouteRules, Set<String>> headers) {
        return Stream.concat(always.stream(), modules.stream().map(headers).flatMap(Set::stream))
                .distinct()
                .sorted()
                .toList();
    }

    private static void check(String origin) {
        if (!origin.equals("*") && !isOrigin(origin)) {
            throw new CannotStart(
                    "omne.cors.allowed-origins has a value that is no origin such as https://app.example.com.");
        }
    }

    private static boolean isOrigin(String text) {
        try {
            URI uri = URI.create(text);
            return uri.getHost() != null
                    && List.of("http", "https").contains(uri.getScheme())
                    && text.equals(uri.getScheme() + "://" + uri.getRawAuthority())
                    && uri.getRawUserInfo() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// Whether the page is from this server. Ignores the scheme: behind a proxy that terminates TLS, it is unknown.
    private static boolean isOwn(HttpHeaders headers) {
        String origin = headers.getOrigin();
        String host = headers.getFirst(HttpHeaders.HOST);
        return origin != null
                && host != null
                && SCHEME.matcher(origin).replaceFirst("").equalsIgnoreCase(host);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        boolean closed =
                rules.getAllowedOrigins() == null || rules.getAllowedOrigins().isEmpty();
        if (closed || isOwn(exchange.getRequest().getHeaders())) {
            return chain.filter(exchange);
        }
        if (!processor.process(rules, exchange)) {
            return Problem.of(HttpStatus.FORBIDDEN, "Pages of this origin, or such requests of theirs, are not let in.")
                    .answer(exchange);
        }
        return CorsUtils.isPreFlightRequest(exchange.getRequest()) ? Mono.empty() : chain.filter(exchange);
    }
}
