/// What modules may ask of the database.
@NullMarked
@org.springframework.modulith.NamedInterface("api")
package io.omne.database.api;

import org.jspecify.annotations.NullMarked;
