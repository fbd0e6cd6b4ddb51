/// Configures Axon: buses, event store, processors, dead letters.
@NullMarked
@org.springframework.modulith.NamedInterface("axon")
package io.omne.events.adapter.axon;

import org.jspecify.annotations.NullMarked;
