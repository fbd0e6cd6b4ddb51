/// The state and the clock of the database, and the key of cursors, for other modules.
@NullMarked
@org.springframework.modulith.NamedInterface("api")
package io.omne.database.api;

import org.jspecify.annotations.NullMarked;
