package io.omne.web.openapi;

import static java.util.Map.entry;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Creates the schemas of the components of records from their types. JSpecify's annotations say which may be null.
final class TypeSchemas {

    private static final Map<Class<?>, Supplier<ObjectNode>> SIMPLE = Map.ofEntries(
            entry(UUID.class, () -> Schemas.of("string", "uuid")),
            entry(Instant.class, () -> Schemas.of("string", "date-time")),
            entry(String.class, () -> Schemas.of("string")),
            entry(boolean.class, () -> Schemas.of("boolean")),
            entry(Boolean.class, () -> Schemas.of("boolean")),
            entry(int.class, () -> Schemas.of("integer", "int32")),
            entry(Integer.class, () -> Schemas.of("integer", "int32")),
            entry(long.class, () -> Schemas.of("integer", "int64")),
            entry(Long.class, () -> Schemas.of("integer", "int64")),
            entry(float.class, () -> Schemas.of("number", "float")),
            entry(double.class, () -> Schemas.of("number", "double")),
            entry(Double.class, () -> Schemas.of("number", "double")),
            entry(Map.class, Schemas::anyObject));

    private final ResponseSchemas records;

    TypeSchemas(ResponseSchemas records) {
        this.records = records;
    }

    /// @param isAbsentWhereNull whether the component is left out if it is null, so a client never sees null
    ObjectNode of(Method accessor, boolean isAbsentWhereNull) {
        if (accessor.isAnnotationPresent(JsonRawValue.class)) {
            return Schemas.nullable(Schemas.anyObject());
        }
        AnnotatedType type = accessor.getAnnotatedReturnType();
        return isAbsentWhereNull ? notNull(type) : of(type);
    }

    private ObjectNode of(AnnotatedType type) {
        ObjectNode schema = notNull(type);
        return type.isAnnotationPresent(Nullable.class) ? Schemas.nullable(schema) : schema;
    }

    private ObjectNode notNull(AnnotatedType annotated) {
        if (annotated instanceof AnnotatedArrayType array) {
            return Schemas.array(of(array.getAnnotatedGenericComponentType()));
        }
        Class<?> type = raw(annotated.getType());
        if (type == List.class && annotated instanceof AnnotatedParameterizedType list) {
            return Schemas.array(of(list.getAnnotatedActualTypeArguments()[0]));
        }
        Supplier<ObjectNode> simple = SIMPLE.get(type);
        if (simple != null) {
            return simple.get();
        }
        if (type.isEnum()) {
            return Schemas.word((Enum<?>[]) type.getEnumConstants());
        }
        if (type.isRecord() || type.isSealed()) {
            return records.reference(type);
        }
        throw new IllegalStateException("a response has a " + type + ", which has no schema yet");
    }

    private static Class<?> raw(Type type) {
        return type instanceof ParameterizedType it ? (Class<?>) it.getRawType() : (Class<?>) type;
    }
}
