package broken.omne.notes.adapter.postgres;

import broken.omne.notes.adapter.postgres.list.Shown;

/// Uses another part of its own adapter, which breaks nothing.
record Sibling(Shown shown) {}
