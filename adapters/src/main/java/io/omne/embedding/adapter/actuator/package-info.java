/// The state of the embedding model's provider as a part of the server's health.
@NullMarked
package io.omne.embedding.adapter.actuator;

import org.jspecify.annotations.NullMarked;
