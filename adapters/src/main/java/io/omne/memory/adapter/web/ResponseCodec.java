package io.omne.memory.adapter.web;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.omne.memory.api.MemoryView;
import io.omne.web.request.TextValues;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ResolvableType;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.codec.json.JacksonJsonEncoder;
import org.springframework.util.MimeType;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/// Answers into JSON of their own, whatever the rest of the server's JSON looks like.
@Configuration(proxyBeanMethods = false)
public class ResponseCodec implements WebFluxConfigurer {

    @Override
    public void configureHttpMessageCodecs(ServerCodecConfigurer configurer) {
        var encoder = new Encoder();
        configurer.customCodecs().register(encoder);
        configurer.defaultCodecs().serverSentEventEncoder(encoder);
    }

    private static final class Encoder extends JacksonJsonEncoder {

        Encoder() {
            super(
                    JsonMapper.builder()
                            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                            .addMixIn(MemoryView.class, Shown.class)
                            .addModule(new SimpleModule().addSerializer(Enum.class, new Name()))
                            .build(),
                    MediaType.APPLICATION_JSON);
        }

        @Override
        public boolean canEncode(ResolvableType type, @Nullable MimeType mimeType) {
            return ResponseBody.class.isAssignableFrom(type.toClass()) && super.canEncode(type, mimeType);
        }
    }

    /// What is not for clients: it shows in the entity tag alone.
    public interface Shown {

        @JsonIgnore
        long sequence();

        @JsonIgnore
        @Nullable
        Integer embeddingModelId();
    }

    @SuppressWarnings("rawtypes") // Jackson asks for the serializer of all enums by their raw class.
    private static final class Name extends ValueSerializer<Enum> {

        @Override
        public void serialize(Enum value, JsonGenerator json, SerializationContext context) {
            json.writeString(TextValues.nameOf(value));
        }
    }
}
