/// The rules by which a text is divided into passages, and passages into calls.
@NullMarked
package io.omne.embedding.domain;

import org.jspecify.annotations.NullMarked;
