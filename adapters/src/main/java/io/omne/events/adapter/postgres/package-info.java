/// The tables of Axon for those who read them otherwise than Axon does. Instances wake each other by `LISTEN` and
/// `NOTIFY`.
@NullMarked
@org.springframework.modulith.NamedInterface("postgres")
package io.omne.events.adapter.postgres;

import org.jspecify.annotations.NullMarked;
