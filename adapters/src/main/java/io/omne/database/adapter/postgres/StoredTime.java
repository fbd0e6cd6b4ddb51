package io.omne.database.adapter.postgres;

import java.time.Instant;

/// A `timestamptz` as R2DBC reads it in binary: `row.get("created_at", StoredTime.class)`. For other types of Java the
/// driver counts days before October 1582 by the Julian calendar, as `java.util.Date` does, and so reads other times
/// than PostgreSQL has stored.
public record StoredTime(Instant instant) {}
