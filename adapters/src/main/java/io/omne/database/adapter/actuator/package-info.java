/// The skew of the clock as a part of the server's health.
@NullMarked
package io.omne.database.adapter.actuator;

import org.jspecify.annotations.NullMarked;
