package io.omne.web.openapi;

import io.omne.web.request.ResponseJson;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Gives the schemas of the API without its document, for example to tools of MCP: JSON Schema 2020-12, each
/// complete in itself, with the components that it refers to under `$defs`.
@Component
public final class ApiSchemas {

    private static final String REFERENCE = "$ref";
    private static final String COMPONENTS = "#/components/schemas/";

    private final ResponseJson json;
    private final List<ApiDescription> descriptions;

    public ApiSchemas(ResponseJson json, List<ApiDescription> descriptions) {
        this.json = json;
        this.descriptions = descriptions;
    }

    /// @param response the record of a response, or a record within one
    public ObjectNode schemaOf(Class<?> response) {
        var responses = new ResponseSchemas(json);
        String reference = responses.reference(response).path(REFERENCE).asString();
        return complete(reference, responses.components(descriptions));
    }

    /// @param component the name of a request's body in the description
    public ObjectNode schemaOf(String component) {
        var schemas = new HashMap<String, ObjectNode>();
        descriptions.forEach(of -> of.json()
                .at("/components/schemas")
                .forEachEntry((name, schema) -> schemas.put(name, (ObjectNode) schema)));
        return complete(COMPONENTS + component, schemas);
    }

    private static ObjectNode complete(String reference, Map<String, ObjectNode> components) {
        ObjectNode schema = component(reference, components).deepCopy();
        var referred = new TreeMap<String, ObjectNode>();
        addReferred(schema, components, referred);
        if (!referred.isEmpty()) {
            referred.forEach(schema.putObject("$defs")::set);
        }
        String text = schema.toString().replace("\"" + COMPONENTS, "\"#/$defs/");
        return (ObjectNode) JsonMapper.shared().readTree(text);
    }

    private static void addReferred(
            ObjectNode schema, Map<String, ObjectNode> components, Map<String, ObjectNode> referred) {
        for (String reference : schema.findValuesAsString(REFERENCE)) {
            ObjectNode component = component(reference, components);
            if (referred.put(reference.substring(COMPONENTS.length()), component) == null) {
                addReferred(component, components, referred);
            }
        }
    }

    private static ObjectNode component(String reference, Map<String, ObjectNode> components) {
        return Objects.requireNonNull(components.get(reference.substring(COMPONENTS.length())), reference);
    }
}
