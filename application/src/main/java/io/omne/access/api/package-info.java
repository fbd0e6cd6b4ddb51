/// The limits on users, for other modules.
@NullMarked
@org.springframework.modulith.NamedInterface("api")
package io.omne.access.api;

import org.jspecify.annotations.NullMarked;
