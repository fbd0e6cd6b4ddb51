/// What modules have done as jobs and in loops.
@NullMarked
@org.springframework.modulith.NamedInterface("api")
package io.omne.jobs.api;

import org.jspecify.annotations.NullMarked;
