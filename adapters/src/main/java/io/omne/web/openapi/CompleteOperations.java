package io.omne.web.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Completes operations: adds the tag, the security and the problems that their files leave out, and replaces
/// references to headers and parameters by their definitions.
final class CompleteOperations {

    private static final String REFERENCE = "$ref";
    private static final List<String> INLINED = List.of("parameters", "headers");

    private final ApiDescription description;
    private final List<ApiDescription> all;

    /// @param all the descriptions to search for components that `description` does not have
    CompleteOperations(ApiDescription description, List<ApiDescription> all) {
        this.description = description;
        this.all = all;
    }

    ObjectNode complete(JsonNode operation) {
        ObjectNode whole = node();
        Stream.of("operationId", "summary", "description").forEach(name -> copy(operation, name, whole));
        whole.putArray("tags").add(description.tag());
        copy(operation.has("security") ? operation : description.json(), "security", whole);
        Stream.of("parameters", "requestBody").forEach(name -> copy(operation, name, whole));
        var responses = new TreeMap<String, JsonNode>();
        operation.path("responses").forEachEntry((status, response) -> responses.put(status, inlined(response)));
        problems(whole)
                .forEach(status -> responses.putIfAbsent(
                        status, node().put(REFERENCE, "#/components/responses/Problem" + status)));
        responses.forEach(whole.putObject("responses")::set);
        return whole;
    }

    /// Every operation has 401 and 406: an invalid token is rejected even if none is needed, and so is an `Accept`
    /// that no representation satisfies.
    private static List<String> problems(JsonNode it) {
        var statuses = new ArrayList<>(List.of("400", "401", "406", "414", "417", "431", "500", "503"));
        boolean hasQuery = it.path("parameters")
                .valueStream()
                .anyMatch(parameter -> parameter.path("in").asString("").equals("query"));
        boolean hasBody = it.has("requestBody");
        if (it.path("security").toString().contains("omne:admin")) {
            statuses.add("403");
        }
        if (hasQuery || hasBody) {
            statuses.add("422");
        }
        if (hasBody) {
            statuses.addAll(List.of("408", "413", "415"));
        }
        return statuses;
    }

    /// @param response without its content, which is the same for all
    JsonNode problem(JsonNode response) {
        var problem = (ObjectNode) inlined(response);
        problem.putObject("content")
                .putObject("application/problem+json")
                .putObject("schema")
                .put(REFERENCE, "#/components/schemas/Problem");
        return problem;
    }

    private void copy(JsonNode from, String name, ObjectNode to) {
        if (from.has(name)) {
            to.set(name, inlined(from.path(name)));
        }
    }

    private JsonNode inlined(JsonNode node) {
        String[] reference = node.path(REFERENCE).asString("").split("/", -1);
        if (reference.length == 4 && INLINED.contains(reference[2])) {
            return component(reference[2], reference[3]);
        }
        if (node.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> copy.add(inlined(element)));
            return copy;
        }
        if (node.isObject()) {
            ObjectNode copy = node();
            node.forEachEntry((name, value) -> copy.set(name, inlined(value)));
            return copy;
        }
        return node;
    }

    private JsonNode component(String kind, String name) {
        return Stream.concat(Stream.of(description), all.stream())
                .map(of -> of.component(kind, name))
                .filter(JsonNode::isObject)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no description has %s %s".formatted(kind, name)))
                .deepCopy();
    }

    private static ObjectNode node() {
        return JsonNodeFactory.instance.objectNode();
    }
}
