/// The index of words: how it is filled, and how memories are found in it.
@NullMarked
package io.omne.recall.adapter.postgres.words;

import org.jspecify.annotations.NullMarked;
