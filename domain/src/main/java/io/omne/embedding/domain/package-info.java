/// How a text is cut into passages, and passages are put into calls.
@NullMarked
package io.omne.embedding.domain;

import org.jspecify.annotations.NullMarked;
