/// The embedding of claimed texts: one loop for all queues of texts.
@NullMarked
package io.omne.embedding.application.claims;

import org.jspecify.annotations.NullMarked;
