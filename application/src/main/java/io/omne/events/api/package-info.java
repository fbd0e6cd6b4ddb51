/// What modules contribute to the buses, and what they read of the event store and its processors.
@NullMarked
@org.springframework.modulith.NamedInterface("api")
package io.omne.events.api;

import org.jspecify.annotations.NullMarked;
