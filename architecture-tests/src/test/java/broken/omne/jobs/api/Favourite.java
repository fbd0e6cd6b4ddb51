package broken.omne.jobs.api;

import broken.omne.notes.Note;

/// Breaks "foundations know no feature".
public record Favourite(Note note) {}
