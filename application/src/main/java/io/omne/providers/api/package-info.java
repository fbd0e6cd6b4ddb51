/// Requests to providers of models, and why they fail, for other modules.
@NullMarked
@org.springframework.modulith.NamedInterface("api")
package io.omne.providers.api;

import org.jspecify.annotations.NullMarked;
