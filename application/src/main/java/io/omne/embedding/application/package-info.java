/// Cutting texts into passages and having them embedded.
@NullMarked
package io.omne.embedding.application;

import org.jspecify.annotations.NullMarked;
