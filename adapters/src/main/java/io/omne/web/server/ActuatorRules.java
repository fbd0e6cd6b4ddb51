package io.omne.web.server;

import io.omne.web.request.RouteRules;
import java.util.Set;
import org.springframework.stereotype.Component;

/// The rules for Spring Boot's own routes: health is open to everybody, and contains no data of users.
@Component
class ActuatorRules implements RouteRules {

    @Override
    public Set<String> openPaths() {
        return Set.of("/actuator/health/**");
    }

    @Override
    public Set<String> administrationPaths() {
        return Set.of("/actuator/**");
    }
}
