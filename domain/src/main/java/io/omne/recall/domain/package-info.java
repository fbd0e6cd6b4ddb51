/// The ranking of memories for a question, and what is read from texts for it.
@NullMarked
package io.omne.recall.domain;

import org.jspecify.annotations.NullMarked;
