/// The projection that fills the read model of the lists.
@NullMarked
package io.omne.memory.application.listing;

import org.jspecify.annotations.NullMarked;
