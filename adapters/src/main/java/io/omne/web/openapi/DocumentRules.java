package io.omne.web.openapi;

import io.omne.web.request.RouteRules;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/// The description of the API needs no token, unless the settings say so.
@Component
class DocumentRules implements RouteRules {

    private final boolean open;

    DocumentRules(@Value("${omne.docs.public:true}") boolean open) {
        this.open = open;
    }

    @Override
    public Set<String> openPaths() {
        return open ? Set.of("/openapi", "/docs", "/docs/*") : Set.of();
    }
}
