package io.omne.web.server;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webflux.autoconfigure.WebFluxRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.PathContainer;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.pattern.PathPattern;

/// Never matches a path that is mapped literally with a path variable. `GET /memories/bulk` is a method that
/// `/memories/bulk` does not support, not a request for the memory `bulk`, and `Allow` names the methods of that
/// path only.
final class LiteralPathMapping extends RequestMappingHandlerMapping {

    private List<PathPattern> literalPaths = List.of();

    @Configuration(proxyBeanMethods = false)
    static class Registration {

        @Bean
        WebFluxRegistrations literalPathsFirst() {
            return new WebFluxRegistrations() {
                @Override
                public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
                    return new LiteralPathMapping();
                }
            };
        }
    }

    @Override
    public void afterPropertiesSet() {
        super.afterPropertiesSet();
        literalPaths = getHandlerMethods().keySet().stream()
                .filter(LiteralPathMapping::isLiteral)
                .flatMap(info -> info.getPatternsCondition().getPatterns().stream())
                .toList();
    }

    @Override
    protected @Nullable RequestMappingInfo getMatchingMapping(RequestMappingInfo info, ServerWebExchange exchange) {
        RequestMappingInfo matching = super.getMatchingMapping(info, exchange);
        return matching == null || isLiteral(info) || !isMappedLiterally(exchange) ? matching : null;
    }

    @Override
    protected @Nullable HandlerMethod handleNoMatch(Set<RequestMappingInfo> infos, ServerWebExchange exchange)
            throws Exception {
        return super.handleNoMatch(
                isMappedLiterally(exchange)
                        ? infos.stream().filter(LiteralPathMapping::isLiteral).collect(Collectors.toSet())
                        : infos,
                exchange);
    }

    private boolean isMappedLiterally(ServerWebExchange exchange) {
        PathContainer path = exchange.getRequest().getPath().pathWithinApplication();
        return literalPaths.stream().anyMatch(pattern -> pattern.matches(path));
    }

    private static boolean isLiteral(RequestMappingInfo info) {
        return info.getPatternsCondition().getPatterns().stream().noneMatch(PathPattern::hasPatternSyntax);
    }
}
