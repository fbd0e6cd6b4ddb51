/// Jobs that look for embeddings that were missed or failed.
@NullMarked
package io.omne.memory.application.sweeps;

import org.jspecify.annotations.NullMarked;
