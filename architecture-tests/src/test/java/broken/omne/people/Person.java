package broken.omne.people;

/// Breaks "packages are null-marked": its package is not.
public record Person(String name) {}
