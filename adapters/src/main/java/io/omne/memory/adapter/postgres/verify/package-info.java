/// Compares events, state and read model (`./omne verify`).
@NullMarked
package io.omne.memory.adapter.postgres.verify;

import org.jspecify.annotations.NullMarked;
