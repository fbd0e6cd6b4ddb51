package io.omne.events.adapter.axon;

import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// The stored events of a module. Events that were once stored must stay readable.
public interface EventJsonTypes {

    /// Adds the JSON form of the values in the module's events, as mix-ins. A component is written by its declared
    /// type. So this must be the class of its value, or a list or map of such. A value of a map may be declared as
    /// `Object`.
    void configure(JsonMapper.Builder json);

    /// The name of an event that people read; empty for an event of another module.
    Optional<String> nameOf(Object event);
}
