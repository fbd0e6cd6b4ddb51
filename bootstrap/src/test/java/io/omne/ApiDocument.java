package io.omne;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The description of the API, to hold answers and requests against.
final class ApiDocument {

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    private final JsonNode json;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();
    private final Map<String, ApiOperation> operations = new HashMap<>();

    ApiDocument(JsonNode json) {
        this.json = json;
        json.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method ->
                                add(new ApiOperation(method.getKey(), path.getKey(), resolved(method.getValue())))));
    }

    /// With its answers in place, where the document refers to them.
    private ObjectNode resolved(JsonNode operation) {
        var responses = (ObjectNode) operation.path("responses");
        for (String status : List.copyOf(responses.propertyNames())) {
            String reference = responses.path(status).path("$ref").asString("#");
            if (reference.length() > 1) {
                responses.set(status, json.at(reference.substring(1)));
            }
        }
        if (operation.get("requestBody") instanceof ObjectNode body) {
            ((ObjectNode) operation).set("requestBody", inlined(body));
        }
        return (ObjectNode) operation;
    }

    /// With schemas in the place of references to them.
    private JsonNode inlined(JsonNode node) {
        String reference = node.path("$ref").asString("#");
        if (reference.length() > 1) {
            return inlined(json.at(reference.substring(1)));
        }
        JsonNode copy = node.deepCopy();
        if (copy instanceof ObjectNode object) {
            List.copyOf(object.propertyNames()).forEach(name -> object.set(name, inlined(object.get(name))));
        }
        return copy;
    }

    private void add(ApiOperation operation) {
        operations.put(operation.id(), operation);
    }

    /// An operation as it stands in the document.
    record ApiOperation(String verb, String path, ObjectNode json) {

        String id() {
            return json.path("operationId").asString();
        }

        String method() {
            return verb.toUpperCase(Locale.ROOT);
        }

        /// The schema of the body that it takes; null where it takes none.
        @Nullable
        JsonNode body() {
            return json.at("/requestBody/content/application~1json").get("schema");
        }

        List<JsonNode> parameters(String place) {
            return json.path("parameters")
                    .valueStream()
                    .filter(parameter -> parameter.path("in").asString().equals(place))
                    .toList();
        }

        /// What it may answer with that status: media types and their schemas; null where it may not.
        @Nullable
        JsonNode response(int status) {
            return json.path("responses").get(Integer.toString(status));
        }

        @Override
        public String toString() {
            return method() + " " + path;
        }
    }

    List<ApiOperation> operations() {
        return operations.values().stream()
                .sorted((one, other) -> one.toString().compareTo(other.toString()))
                .toList();
    }

    JsonNode json() {
        return json;
    }

    /// What is wrong with an answer's JSON, where a property that is not described is wrong too.
    List<String> faults(JsonNode schema, JsonNode value) {
        return messages(schemas.computeIfAbsent("strict " + schema, _ -> schema(schema, true)), value);
    }

    /// What is wrong with a request's JSON.
    List<String> faultsOfRequest(JsonNode schema, JsonNode value) {
        return messages(schemas.computeIfAbsent("as it is " + schema, _ -> schema(schema, false)), value);
    }

    private static List<String> messages(Schema schema, JsonNode value) {
        var messages = new ArrayList<String>();
        for (Error error : schema.validate(value)) {
            messages.add(error.toString());
        }
        return messages;
    }

    private Schema schema(JsonNode schema, boolean strict) {
        ObjectNode whole = Client.JSON.createObjectNode();
        whole.set("$defs", json.at("/components/schemas"));
        whole.putArray("allOf").add(schema);
        var itself = Client.JSON.readTree(whole.toString().replace("#/components/schemas/", "#/$defs/"));
        if (strict) {
            forbidMore(itself);
        }
        return REGISTRY.getSchema(itself);
    }

    /// Clients have to bear new properties; these tests must not.
    private static void forbidMore(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.get("properties") instanceof ObjectNode
                && object.path("type").asString("").equals("object")) {
            object.put("additionalProperties", false);
        }
        node.forEach(ApiDocument::forbidMore);
    }
}
