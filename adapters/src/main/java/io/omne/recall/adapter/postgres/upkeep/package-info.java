/// The rebuild of the index of words from the events, and its verification.
@NullMarked
package io.omne.recall.adapter.postgres.upkeep;

import org.jspecify.annotations.NullMarked;
