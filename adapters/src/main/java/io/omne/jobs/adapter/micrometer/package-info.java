/// Metrics of the background work of modules.
@NullMarked
@org.springframework.modulith.NamedInterface("micrometer")
package io.omne.jobs.adapter.micrometer;

import org.jspecify.annotations.NullMarked;
