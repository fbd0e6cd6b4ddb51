/// How a text is cut into passages.
@NullMarked
package io.omne.embedding.domain;

import org.jspecify.annotations.NullMarked;
