/// Contributions of modules to the buses, and access to the event store and its processors.
@NullMarked
@org.springframework.modulith.NamedInterface("api")
package io.omne.events.api;

import org.jspecify.annotations.NullMarked;
