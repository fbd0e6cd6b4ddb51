/// The projection that lists are answered from.
@NullMarked
package io.omne.memory.application.listing;

import org.jspecify.annotations.NullMarked;
