/// Sessions of PostgreSQL, and which failed work may be repeated.
@NullMarked
@org.springframework.modulith.NamedInterface("postgres")
package io.omne.database.adapter.postgres;

import org.jspecify.annotations.NullMarked;
