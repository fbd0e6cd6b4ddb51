package io.omne.web.openapi;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import tools.jackson.databind.JsonNode;

/// Writes routes as text, with the media types of their bodies, to compare the routes of the server with the
/// described ones.
final class DescribedRoutes {

    /// The routes of Spring Boot, which are not among the mappings.
    private static final String ACTUATOR = "/actuator/";

    private DescribedRoutes() {}

    static Set<String> of(Collection<RequestMappingInfo> mappings) {
        var routes = new TreeSet<String>();
        for (RequestMappingInfo mapping : mappings) {
            var media = new TreeSet<String>();
            mapping.getConsumesCondition().getConsumableMediaTypes().forEach(type -> media.add(type.toString()));
            mapping.getPatternsCondition()
                    .getPatterns()
                    .forEach(path -> mapping.getMethodsCondition()
                            .getMethods()
                            .forEach(method -> routes.add(route(method.name(), path.getPatternString(), media))));
        }
        return routes;
    }

    static Set<String> of(JsonNode document) {
        var routes = new TreeSet<String>();
        document.path("paths").forEachEntry((path, methods) -> {
            if (!path.startsWith(ACTUATOR)) {
                methods.forEachEntry((method, operation) -> routes.add(route(
                        method.toUpperCase(Locale.ROOT),
                        path,
                        operation.at("/requestBody/content").propertyNames())));
            }
        });
        return routes;
    }

    private static String route(String method, String path, Collection<String> media) {
        return "%s %s %s".formatted(method, path, String.join(",", media)).strip();
    }
}
