/// Compares events, state and read model.
@NullMarked
package io.omne.memory.adapter.postgres.verify;

import org.jspecify.annotations.NullMarked;
