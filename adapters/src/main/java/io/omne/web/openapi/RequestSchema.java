package io.omne.web.openapi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/// The fields of a body, or the parameters of a query: those that a route reads, and those that its description
/// has. Whatever is not in it is refused as unknown.
public final class RequestSchema {

    public static final RequestSchema NONE = named("");

    private final String name;
    private final Map<String, Field> fields;

    private RequestSchema(String name, Map<String, Field> fields) {
        this.name = name;
        this.fields = fields;
    }

    /// A body, which is a component of the description.
    public static RequestSchema named(String name) {
        return new RequestSchema(name, Map.of());
    }

    /// Of the component; empty for the parameters of a query, which are none.
    public String name() {
        return name;
    }

    /// @param schema without its description
    public record Field(String description, boolean required, ObjectNode schema) {

        ObjectNode described() {
            return schema.deepCopy().put("description", description);
        }
    }

    public RequestSchema with(String name, ObjectNode schema, String description) {
        return with(name, new Field(description, false, schema));
    }

    public RequestSchema withRequired(String name, ObjectNode schema, String description) {
        return with(name, new Field(description, true, schema));
    }

    private RequestSchema with(String field, Field about) {
        var more = new LinkedHashMap<>(fields);
        more.put(field, about);
        return new RequestSchema(name, Collections.unmodifiableMap(more));
    }

    public Map<String, Field> fields() {
        return fields;
    }

    public Set<String> names() {
        return fields.keySet();
    }

    /// An object of these fields and no others.
    public ObjectNode schema() {
        ObjectNode schema = Schemas.object();
        ObjectNode properties = schema.putObject("properties");
        fields.forEach((property, field) -> properties.set(property, field.described()));
        var required = fields.entrySet().stream()
                .filter(field -> field.getValue().required())
                .map(Map.Entry::getKey)
                .toList();
        if (!required.isEmpty()) {
            required.forEach(schema.putArray("required")::add);
        }
        // The same as no `additionalProperties`, of which generators of clients make a property.
        return schema.put("unevaluatedProperties", false);
    }
}
