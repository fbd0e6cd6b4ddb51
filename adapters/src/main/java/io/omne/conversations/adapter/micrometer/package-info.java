/// Counts what becomes of extractions.
@NullMarked
package io.omne.conversations.adapter.micrometer;

import org.jspecify.annotations.NullMarked;
