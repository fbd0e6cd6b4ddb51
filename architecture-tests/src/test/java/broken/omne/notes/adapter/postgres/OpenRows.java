package broken.omne.notes.adapter.postgres;

/// Breaks "public means contract": an adapter offers nothing.
public record OpenRows(int count) {}
