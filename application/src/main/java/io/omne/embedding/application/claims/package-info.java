/// Claimed texts into results: one loop for every queue of texts.
@NullMarked
package io.omne.embedding.application.claims;

import org.jspecify.annotations.NullMarked;
