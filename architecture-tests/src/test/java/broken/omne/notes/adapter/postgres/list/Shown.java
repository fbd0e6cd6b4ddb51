package broken.omne.notes.adapter.postgres.list;

/// Public because another part of its adapter uses it, which breaks nothing.
public record Shown(int count) {}
