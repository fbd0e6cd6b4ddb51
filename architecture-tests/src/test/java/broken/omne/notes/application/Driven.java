package broken.omne.notes.application;

import broken.omne.notes.adapter.postgres.OpenRows;
import java.sql.Connection;

/// Breaks "applications know neither adapters nor drivers": both.
record Driven(Connection connection, OpenRows rows) {}
