/// What administrators ask and have done: projections, verification, sweeps, the state of embedding.
@NullMarked
package io.omne.memory.application.administration;

import org.jspecify.annotations.NullMarked;
