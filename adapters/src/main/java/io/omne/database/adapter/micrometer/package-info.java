/// The metric of the clock's skew.
@NullMarked
package io.omne.database.adapter.micrometer;

import org.jspecify.annotations.NullMarked;
