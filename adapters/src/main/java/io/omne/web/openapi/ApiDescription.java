package io.omne.web.openapi;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.util.function.SingletonSupplier;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/// A part of the description of the API: a file in the form of OpenAPI 3.1, in YAML, which a module has beside its
/// classes. One bean for each file. It has the operations of the module, the bodies of their requests, and the
/// components that they refer to. {@link OpenApiDocument} merges the files and adds:
///
/// - the schemas of responses, from their records, as Jackson writes them. `@JsonTypeName` names the component if
///   its name is not the record's; types without annotations of Jackson get a name by {@link
///   io.omne.web.request.ResponseMixIns}. If the file has the same component, its content is merged into the
///   schema.
/// - the tag of the file, and its security if an operation has no other
/// - the problems that every operation has, and those of operations with a body, a query or the scope of
///   administrators
///
/// `x-order` is the position of the tag: features from 1, administration 900, the server itself 1000.
public final class ApiDescription {

    private final SingletonSupplier<ObjectNode> json;
    private final List<Class<?>> responses;

    private ApiDescription(SingletonSupplier<ObjectNode> json, List<Class<?>> responses) {
        this.json = json;
        this.responses = responses;
    }

    /// @param beside a class in whose package the file is
    /// @param responses the records of the operations' responses; several records with one name are forms of one
    ///     component
    public static ApiDescription of(Class<?> beside, String file, List<Class<?>> responses) {
        return new ApiDescription(SingletonSupplier.of(() -> read(beside, file)), List.copyOf(responses));
    }

    private static ObjectNode read(Class<?> beside, String file) {
        try (InputStream text = Objects.requireNonNull(beside.getResourceAsStream(file), file)) {
            Object yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
            return JsonMapper.shared().valueToTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    /// The fields of a body.
    ///
    /// @param component its name in the file
    public RequestSchema body(String component) {
        JsonNode fields = found(component("schemas", component), component).path("properties");
        return new RequestSchema(Set.copyOf(fields.propertyNames()));
    }

    /// The parameters of an operation's query.
    public RequestSchema query(String operationId) {
        JsonNode operation = json().path("paths")
                .valueStream()
                .flatMap(JsonNode::valueStream)
                .filter(it -> it.path("operationId").asString("").equals(operationId))
                .findFirst()
                .orElseGet(MissingNode::getInstance);
        return new RequestSchema(found(operation, operationId)
                .path("parameters")
                .valueStream()
                .filter(parameter -> parameter.path("in").asString("").equals("query"))
                .map(parameter -> parameter.path("name").asString())
                .collect(toUnmodifiableSet()));
    }

    private static JsonNode found(JsonNode node, String name) {
        if (node.isMissingNode()) {
            throw new IllegalArgumentException("the description has no " + name);
        }
        return node;
    }

    /// Reads the file at the first call.
    ObjectNode json() {
        return json.obtain();
    }

    /// The component of that name; a missing node if the file has none.
    JsonNode component(String kind, String name) {
        return json().path("components").path(kind).path(name);
    }

    String tag() {
        return json().at("/tags/0/name").asString();
    }

    int order() {
        return json().path("x-order").asInt();
    }

    List<Class<?>> responses() {
        return responses;
    }
}
