/// What modules contribute to the buses, and may ask of the processors.
@NullMarked
@org.springframework.modulith.NamedInterface("api")
package io.omne.events.api;

import org.jspecify.annotations.NullMarked;
