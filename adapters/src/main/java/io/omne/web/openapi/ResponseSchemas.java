package io.omne.web.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.omne.web.request.ResponseJson;
import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsonFormatVisitors.JsonFormatVisitorWrapper;
import tools.jackson.databind.jsonFormatVisitors.JsonObjectFormatVisitor;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Creates the schemas of responses from the properties that Jackson writes of their records. Each record is a
/// component, which others refer to.
///
/// Several records of one name, and those of a sealed interface, are one component: it has the properties of all
/// records, and requires those that every record has. With `anyOf`, generated clients would know only the
/// properties of one record.
final class ResponseSchemas {

    private final JsonMapper json;
    private final TypeSchemas types = new TypeSchemas(this);
    private final Set<Class<?>> known = new LinkedHashSet<>();
    private final Map<String, Form> components = new TreeMap<>();

    private record Form(ObjectNode properties, Set<String> required) {

        static Form empty() {
            return new Form(JsonNodeFactory.instance.objectNode(), new LinkedHashSet<>());
        }
    }

    ResponseSchemas(ResponseJson json) {
        this.json = json.mapper();
    }

    /// @param type a record, or a sealed interface of records
    ObjectNode reference(Class<?> type) {
        String declared = declaredName(type);
        String name = declared == null ? type.getSimpleName() : declared;
        if (known.add(type)) {
            if (declared == null && components.containsKey(name)) {
                throw new IllegalStateException("%s and another type are both the component %s".formatted(type, name));
            }
            (type.isSealed() ? List.of(type.getPermittedSubclasses()) : List.of(type)).forEach(it -> add(name, it));
        }
        return JsonNodeFactory.instance.objectNode().put("$ref", "#/components/schemas/" + name);
    }

    private @Nullable String declaredName(Class<?> type) {
        JsonTypeName name = json.serializationConfig()
                .classIntrospectorInstance()
                .introspectClassAnnotations(json.constructType(type))
                .getAnnotation(JsonTypeName.class);
        return name == null ? null : name.value();
    }

    private void add(String name, Class<?> type) {
        var form = Form.empty();
        // Before its properties are added, which may refer to it.
        Form before = components.putIfAbsent(name, form);
        json.acceptJsonFormatVisitor(type, new Properties(form));
        if (before != null) {
            before.properties.setAll(form.properties);
            before.required.retainAll(form.required);
        }
    }

    private final class Properties extends JsonFormatVisitorWrapper.Base {

        private final Form form;

        Properties(Form form) {
            this.form = form;
        }

        @Override
        public JsonObjectFormatVisitor expectObjectFormat(JavaType type) {
            return new JsonObjectFormatVisitor.Base(getContext()) {
                @Override
                public void optionalProperty(BeanProperty property) {
                    add(property);
                }
            };
        }

        private void add(BeanProperty property) {
            boolean isAbsentWhereNull = property.getAnnotation(JsonInclude.class) != null;
            var accessor = (Method) property.getMember().getAnnotated();
            form.properties.set(property.getName(), types.of(accessor, isAbsentWhereNull));
            if (!isAbsentWhereNull) {
                form.required.add(property.getName());
            }
        }
    }

    /// The components that were referred to so far, by name and in the order of names.
    ///
    /// @param descriptions may add to some of the components
    Map<String, ObjectNode> components(List<ApiDescription> descriptions) {
        var schemas = new TreeMap<String, ObjectNode>();
        components.forEach((name, form) -> {
            ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
            schema.set("properties", form.properties.deepCopy());
            descriptions.forEach(of -> merge(schema, of.component("schemas", name)));
            form.required.forEach(schema.putArray("required")::add);
            schemas.put(name, schema);
        });
        return schemas;
    }

    private static void merge(ObjectNode schema, JsonNode more) {
        more.forEachEntry((name, value) -> {
            if (schema.get(name) instanceof ObjectNode of && value.isObject()) {
                merge(of, value);
            } else {
                schema.set(name, value.deepCopy());
            }
        });
    }
}
