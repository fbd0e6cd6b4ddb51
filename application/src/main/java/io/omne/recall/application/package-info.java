/// The search of memories: the ports to what finds them, and what is computed from their texts for it.
@NullMarked
package io.omne.recall.application;

import org.jspecify.annotations.NullMarked;
