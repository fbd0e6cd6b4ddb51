package broken.omne.notes.domain;

/// Breaks nothing.
public record Plain(String text) {}
