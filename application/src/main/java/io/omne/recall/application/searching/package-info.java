/// The search itself: both ways of finding, one ranking, and what the answer says of each memory.
@NullMarked
package io.omne.recall.application.searching;

import org.jspecify.annotations.NullMarked;
