/// The projection that fills the list of conversations.
@NullMarked
package io.omne.conversations.application.listing;

import org.jspecify.annotations.NullMarked;
