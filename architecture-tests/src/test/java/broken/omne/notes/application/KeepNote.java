package broken.omne.notes.application;

import broken.omne.notes.domain.Plain;

/// Breaks nothing.
public record KeepNote(Plain note) {}
