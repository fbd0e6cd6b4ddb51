/// What other modules may ask of embedding.
@NullMarked
@org.springframework.modulith.NamedInterface("api")
package io.omne.embedding.api;

import org.jspecify.annotations.NullMarked;
