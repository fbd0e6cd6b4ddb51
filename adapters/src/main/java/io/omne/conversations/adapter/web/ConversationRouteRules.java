package io.omne.conversations.adapter.web;

import io.omne.web.request.RouteRules;
import java.util.Map;
import org.springframework.stereotype.Component;

@Component
class ConversationRouteRules implements RouteRules {

    @Override
    public Map<String, Long> bodyLimits() {
        return Map.of(ConversationRoutes.PATH + "/*/messages", (long) MessageRoutes.MOST_BYTES);
    }
}
