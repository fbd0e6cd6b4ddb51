/// The limits on what users may do.
@NullMarked
package io.omne.access.application;

import org.jspecify.annotations.NullMarked;
