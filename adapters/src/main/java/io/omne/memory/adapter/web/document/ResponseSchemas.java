package io.omne.memory.adapter.web.document;

import static java.util.Map.entry;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.adapter.web.MemoryMixIns;
import io.omne.memory.adapter.web.MemoryResponses;
import io.omne.memory.adapter.web.administration.AdministrationResponses;
import io.omne.memory.adapter.web.administration.EmbeddingReport;
import io.omne.memory.adapter.web.administration.ModelReport;
import io.omne.memory.adapter.web.events.HistoryEntry;
import io.omne.memory.api.MemoryView;
import io.omne.web.openapi.Schemas;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The schemas of answers, read from their records as they are written. Each record is a
/// component, which others refer to.
///
/// Where an answer is one of several records, these are one component: it has the properties of all, and
/// requires those that each has. Of an `anyOf` generated clients would know the properties of one alone.
final class ResponseSchemas {

    /// Names that say more than the record's own, which stands within another.
    private static final Map<Class<?>, String> COMPONENTS = Map.ofEntries(
            entry(MemoryResponses.One.class, "Memory"),
            entry(MemoryView.class, "Memory"),
            entry(MemoryResponses.WithEmbedding.class, "Memory"),
            entry(MemoryResponses.Page.class, "MemoryPage"),
            entry(MemoryResponses.Meta.class, "PageMeta"),
            entry(MemoryResponses.Walked.class, "CursorMeta"),
            entry(MemoryResponses.Retry.class, "EmbeddingRetry"),
            entry(MemoryResponses.Event.class, "MemoryEvent"),
            entry(HistoryEntry.class, "HistoryEntry"),
            entry(AdministrationResponses.States.class, "Projections"),
            entry(AdministrationResponses.State.class, "Projection"),
            entry(AdministrationResponses.Retried.class, "DeadLetterRetry"),
            entry(ModelReport.class, "Model"),
            entry(ModelReport.Change.class, "ModelChange"),
            entry(ModelReport.Model.class, "ModelName"),
            entry(EmbeddingReport.Model.class, "ModelName"),
            entry(EmbeddingReport.class, "EmbeddingStanding"),
            entry(EmbeddingReport.States.class, "EmbeddingStates"),
            entry(EmbeddingReport.Rates.class, "EmbeddingRates"),
            entry(EmbeddingReport.Paused.class, "ProviderPause"),
            entry(EmbeddingReport.Failed.class, "EmbeddingFailed"),
            entry(EmbeddingFailure.class, "EmbeddingError"));

    /// The components that are more than one record.
    private static final Map<String, List<Class<?>>> FORMS = Map.of(
            "Memory",
            List.of(MemoryResponses.One.class, MemoryResponses.WithEmbedding.class),
            "PageMeta",
            List.of(MemoryResponses.Meta.class.getPermittedSubclasses()));

    private final Map<String, ObjectNode> components = new TreeMap<>();

    /// By name, in the order of names: what was referred to so far.
    Map<String, ObjectNode> components() {
        return components;
    }

    ObjectNode reference(Class<?> type) {
        String name = COMPONENTS.getOrDefault(type, type.getSimpleName());
        if (!components.containsKey(name)) {
            // Before its own schema is made, which may refer to it.
            components.put(name, Schemas.object());
            components.put(name, schema(name, FORMS.getOrDefault(name, List.of(type))));
        }
        return Schemas.reference(name);
    }

    private ObjectNode schema(String name, List<Class<?>> forms) {
        ObjectNode object = Schemas.object();
        ObjectNode properties = object.putObject("properties");
        Set<String> required = new LinkedHashSet<>();
        for (Class<?> form : forms) {
            ObjectNode ofForm = JsonNodeFactory.instance.objectNode();
            addProperties(form, ofForm);
            if (properties.isEmpty()) {
                required.addAll(ofForm.propertyNames());
            }
            required.retainAll(ofForm.propertyNames());
            properties.setAll(ofForm);
        }
        if (forms.stream()
                .flatMap(form -> Stream.of(form.getRecordComponents()))
                .anyMatch(ResponseSchemas::isHappening)) {
            properties.setAll(HistoryEntrySchemas.changes(this));
        }
        forms.stream()
                .flatMap(form -> Stream.of(form.getRecordComponents()))
                .filter(ResponseSchemas::isAbsentWhereNull)
                .forEach(component -> required.remove(snakeCase(component.getName())));
        FieldDescriptions.describe(name, object);
        required.forEach(object.putArray("required")::add);
        return object;
    }

    private void addProperties(Class<?> type, ObjectNode properties) {
        Set<String> hidden = hidden(type);
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                addProperties(component.getType(), properties);
            } else if (!component.getAccessor().isAnnotationPresent(JsonAnyGetter.class)
                    && !hidden.contains(component.getName())) {
                properties.set(snakeCase(component.getName()), property(component));
            }
        }
    }

    private ObjectNode property(RecordComponent component) {
        if (isAbsentWhereNull(component)) {
            return type(component.getAnnotatedType());
        }
        return component.getAccessor().isAnnotationPresent(JsonRawValue.class)
                ? Schemas.nullable(Schemas.anyObject())
                : property(component.getAnnotatedType());
    }

    private ObjectNode property(AnnotatedType type) {
        ObjectNode schema = type(type);
        return type.isAnnotationPresent(Nullable.class) ? Schemas.nullable(schema) : schema;
    }

    private ObjectNode type(AnnotatedType annotated) {
        if (annotated instanceof AnnotatedArrayType array) {
            return Schemas.array(property(array.getAnnotatedGenericComponentType()));
        }
        Class<?> type = raw(annotated.getType());
        if (type == List.class && annotated instanceof AnnotatedParameterizedType list) {
            return Schemas.array(property(list.getAnnotatedActualTypeArguments()[0]));
        }
        if (type == Map.class) {
            return Schemas.anyObject();
        }
        if (type == UUID.class) {
            return Schemas.uuid();
        }
        if (type == Instant.class) {
            return Schemas.timestamp();
        }
        if (type == String.class) {
            return Schemas.string();
        }
        if (type == boolean.class || type == Boolean.class) {
            return Schemas.bool();
        }
        if (type == int.class || type == Integer.class) {
            return Schemas.integer().put("format", "int32");
        }
        if (type == long.class || type == Long.class) {
            return Schemas.integer().put("format", "int64");
        }
        if (type == double.class || type == float.class) {
            return Schemas.number().put("format", type.getName());
        }
        if (type.isEnum()) {
            return Schemas.word((Enum<?>[]) type.getEnumConstants());
        }
        if (type.isRecord() || type == MemoryResponses.Meta.class) {
            return reference(type);
        }
        throw new IllegalStateException("an answer has a " + type + ", which has no schema yet");
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static Class<?> raw(Type type) {
        return type instanceof ParameterizedType it ? (Class<?>) it.getRawType() : (Class<?>) type;
    }

    private static boolean isAbsentWhereNull(RecordComponent component) {
        return component.getAccessor().isAnnotationPresent(JsonInclude.class);
    }

    private static boolean isHappening(RecordComponent component) {
        return component.getAccessor().isAnnotationPresent(JsonAnyGetter.class)
                || component.getType() == HistoryEntry.class;
    }

    private static Set<String> hidden(Class<?> type) {
        return type == MemoryView.class
                ? Stream.of(MemoryMixIns.Shown.class.getDeclaredMethods())
                        .filter(method -> method.isAnnotationPresent(JsonIgnore.class))
                        .map(method -> method.getName())
                        .collect(Collectors.toSet())
                : Set.of();
    }
}
