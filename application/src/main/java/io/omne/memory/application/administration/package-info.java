/// Commands and queries for administrators: projections, verification, sweeps, the state of the embedding.
@NullMarked
package io.omne.memory.application.administration;

import org.jspecify.annotations.NullMarked;
