package broken.omne.people.adapter.web;

import broken.omne.notes.domain.Plain;

/// Breaks the border of another module: its domain is not offered.
record Peeping(Plain inside) {}
