/// Reads Axon's tables in ways that Axon does not offer. Instances wake each other by `LISTEN` and `NOTIFY`.
@NullMarked
@org.springframework.modulith.NamedInterface("postgres")
package io.omne.events.adapter.postgres;

import org.jspecify.annotations.NullMarked;
