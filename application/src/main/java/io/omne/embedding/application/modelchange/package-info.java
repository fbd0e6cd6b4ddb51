/// The change from one embedding model to another.
@NullMarked
package io.omne.embedding.application.modelchange;

import org.jspecify.annotations.NullMarked;
