/// Commands, queries and events by Axon: buses, event store, processors, dead letters.
@NullMarked
@org.springframework.modulith.ApplicationModule(
        allowedDependencies = {"database", "database :: api", "database :: postgres", "jobs", "jobs :: api"})
package io.omne.events;

import org.jspecify.annotations.NullMarked;
