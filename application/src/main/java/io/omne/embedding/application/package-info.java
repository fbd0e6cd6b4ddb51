/// The embedding of texts: providers, models, and the passages of long texts.
@NullMarked
package io.omne.embedding.application;

import org.jspecify.annotations.NullMarked;
