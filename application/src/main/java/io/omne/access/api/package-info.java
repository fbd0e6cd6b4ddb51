/// What other modules ask about users.
@NullMarked
@org.springframework.modulith.NamedInterface("api")
package io.omne.access.api;

import org.jspecify.annotations.NullMarked;
