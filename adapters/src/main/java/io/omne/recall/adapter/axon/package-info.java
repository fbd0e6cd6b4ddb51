/// The event processor that fills the index of words.
@NullMarked
package io.omne.recall.adapter.axon;

import org.jspecify.annotations.NullMarked;
