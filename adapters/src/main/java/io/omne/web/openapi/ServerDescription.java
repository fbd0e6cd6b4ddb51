package io.omne.web.openapi;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Describes the routes of the server itself, and the components that operations of all modules refer to.
@Configuration(proxyBeanMethods = false)
class ServerDescription {

    @Bean
    ApiDescription serverApi() {
        return ApiDescription.of(ServerDescription.class, "server.yaml", List.of());
    }
}
