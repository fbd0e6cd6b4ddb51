/// PostgreSQL: sessions, and which failures of it may be repeated.
@NullMarked
@org.springframework.modulith.NamedInterface("postgres")
package io.omne.database.adapter.postgres;

import org.jspecify.annotations.NullMarked;
