package io.omne.web.server;

import io.omne.web.request.ResponseBody;
import io.omne.web.request.ResponseJson;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ResolvableType;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.codec.json.JacksonJsonEncoder;
import org.springframework.util.MimeType;
import org.springframework.web.reactive.config.WebFluxConfigurer;

/// Writes {@link ResponseBody responses}, alone and as the data of server-sent events.
@Configuration(proxyBeanMethods = false)
class ResponseCodec implements WebFluxConfigurer {

    private final ResponseJson json;

    ResponseCodec(ResponseJson json) {
        this.json = json;
    }

    @Override
    public void configureHttpMessageCodecs(ServerCodecConfigurer configurer) {
        var encoder = new Encoder(json);
        configurer.customCodecs().register(encoder);
        configurer.defaultCodecs().serverSentEventEncoder(encoder);
    }

    private static final class Encoder extends JacksonJsonEncoder {

        Encoder(ResponseJson json) {
            super(json.mapper(), MediaType.APPLICATION_JSON);
        }

        @Override
        public boolean canEncode(ResolvableType type, @Nullable MimeType mimeType) {
            return ResponseBody.class.isAssignableFrom(type.toClass()) && super.canEncode(type, mimeType);
        }
    }
}
