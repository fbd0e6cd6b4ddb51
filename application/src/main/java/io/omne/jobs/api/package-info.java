/// The jobs and loops that other modules contribute.
@NullMarked
@org.springframework.modulith.NamedInterface("api")
package io.omne.jobs.api;

import org.jspecify.annotations.NullMarked;
