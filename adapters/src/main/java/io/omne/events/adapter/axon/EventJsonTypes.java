package io.omne.events.adapter.axon;

import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// The stored events of a module. What was stored must stay readable.
public interface EventJsonTypes {

    /// The form of the values in its events, as mix-ins.
    void configure(JsonMapper.Builder json);

    /// What an event is called where people read of it; empty for an event of another module.
    Optional<String> nameOf(Object event);
}
