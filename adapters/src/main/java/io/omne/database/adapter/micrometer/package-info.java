/// The skew of the clock, measured.
@NullMarked
package io.omne.database.adapter.micrometer;

import org.jspecify.annotations.NullMarked;
