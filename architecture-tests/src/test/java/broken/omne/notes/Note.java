package broken.omne.notes;

import broken.omne.people.Person;

/// Breaks the border of its module: it allows no dependencies.
public record Note(Person author, String text) {}
