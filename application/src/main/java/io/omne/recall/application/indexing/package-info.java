/// The projection that fills the index of words.
@NullMarked
package io.omne.recall.application.indexing;

import org.jspecify.annotations.NullMarked;
