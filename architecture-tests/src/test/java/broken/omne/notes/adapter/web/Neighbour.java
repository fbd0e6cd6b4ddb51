package broken.omne.notes.adapter.web;

import broken.omne.notes.adapter.postgres.OpenRows;

/// Breaks "adapters do not know each other".
record Neighbour(OpenRows rows) {}
