package io.omne.web.request;

import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/// The JSON of {@link ResponseBody responses}: names in snake case, components in their order, enums in lower
/// case.
@Component
public final class ResponseJson {

    private final JsonMapper mapper;

    public ResponseJson(List<ResponseMixIns> mixIns) {
        JsonMapper.Builder builder = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .addModule(new SimpleModule().addSerializer(Enum.class, new Name()));
        mixIns.forEach(of -> of.mixIns().forEach(builder::addMixIn));
        mapper = builder.build();
    }

    public JsonMapper mapper() {
        return mapper;
    }

    @SuppressWarnings("rawtypes") // Jackson asks for the serializer of all enums by their raw class.
    private static final class Name extends ValueSerializer<Enum> {

        @Override
        public void serialize(Enum value, JsonGenerator json, SerializationContext context) {
            json.writeString(TextValues.nameOf(value));
        }
    }
}
