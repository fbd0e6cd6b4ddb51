package io.omne.web.openapi;

import io.omne.web.request.ResponseJson;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The description of the API in the form of OpenAPI 3.1, merged from its parts, {@link ApiDescription}.
final class OpenApiDocument {

    private final List<ApiDescription> descriptions;
    private final ResponseSchemas responses;

    private OpenApiDocument(ResponseJson json, List<ApiDescription> descriptions) {
        this.descriptions = descriptions.stream()
                .sorted(Comparator.comparingInt(ApiDescription::order).thenComparing(ApiDescription::tag))
                .toList();
        responses = new ResponseSchemas(json);
    }

    /// The document as text, the same for the same routes.
    ///
    /// @throws IllegalStateException if the described routes are not exactly these
    static String describe(
            Collection<RequestMappingInfo> mappings, ResponseJson json, List<ApiDescription> descriptions) {
        ObjectNode document = new OpenApiDocument(json, descriptions).json();
        check(DescribedRoutes.of(mappings), DescribedRoutes.of(document));
        // The same on every machine.
        var indenter = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        return JsonMapper.shared().writer().with(printer).writeValueAsString(document) + "\n";
    }

    private static void check(Set<String> routes, Set<String> described) {
        if (!routes.equals(described)) {
            throw new IllegalStateException("routes without a description %s, without a route %s"
                    .formatted(without(routes, described), without(described, routes)));
        }
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        var rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    private ObjectNode json() {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("openapi", "3.1.1");
        document.putObject("info")
                .put("title", "Omne")
                .put("version", "1")
                .put(
                        "description",
                        "A memory storage core for AI assistants. Times are in UTC, ids are UUIDs, characters are Unicode"
                                + " code points. A field of a body that is not known is rejected, and so is a parameter of the"
                                + " query where an operation has any; the others pass over the query.");
        document.putArray("servers").addObject().put("url", "/");
        ArrayNode tags = document.putArray("tags");
        descriptions.stream()
                .map(ApiDescription::tag)
                .distinct()
                .forEach(tag -> tags.addObject().put("name", tag));
        addPaths(document.putObject("paths"));
        ObjectNode components = document.putObject("components");
        schemas().forEach(components.putObject("schemas")::set);
        problems().forEach(components.putObject("responses")::set);
        components
                .putObject("securitySchemes")
                .putObject("token")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("bearerFormat", "JWT")
                .put("description", "The user is its `sub`; the scope `omne:admin` opens administration.");
        return document;
    }

    private record Path(ApiDescription of, String text, JsonNode methods) {}

    /// Adds the paths of the first tag first. Within a tag, paths and methods are in alphabetical order, whichever
    /// description has them.
    private void addPaths(ObjectNode paths) {
        descriptions.stream()
                .flatMap(of -> of.json()
                        .path("paths")
                        .propertyStream()
                        .map(path -> new Path(of, path.getKey(), path.getValue())))
                .sorted(Comparator.<Path>comparingInt(path -> path.of().order())
                        .thenComparing(path -> path.of().tag())
                        .thenComparing(Path::text))
                .forEach(path -> {
                    var operations = new CompleteOperations(path.of(), descriptions);
                    sorted(path.methods())
                            .forEach((method, operation) ->
                                    paths.withObjectProperty(path.text()).set(method, operations.complete(operation)));
                });
    }

    private static Map<String, JsonNode> sorted(JsonNode object) {
        var sorted = new TreeMap<String, JsonNode>();
        object.forEachEntry(sorted::put);
        return sorted;
    }

    private Map<String, JsonNode> schemas() {
        descriptions.forEach(of -> of.responses().forEach(responses::reference));
        var schemas = new TreeMap<String, JsonNode>();
        descriptions.forEach(of -> of.json().at("/components/schemas").forEachEntry(schemas::put));
        schemas.putAll(responses.components(descriptions));
        return schemas;
    }

    private Map<String, JsonNode> problems() {
        var problems = new TreeMap<String, JsonNode>();
        descriptions.forEach(of -> of.json()
                .at("/components/responses")
                .forEachEntry((name, problem) ->
                        problems.put(name, new CompleteOperations(of, descriptions).problem(problem))));
        return problems;
    }
}
