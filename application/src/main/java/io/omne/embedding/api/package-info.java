/// The embedding of texts, for other modules.
@NullMarked
@org.springframework.modulith.NamedInterface("api")
package io.omne.embedding.api;

import org.jspecify.annotations.NullMarked;
