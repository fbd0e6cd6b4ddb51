package broken.omne.notes.adapter.postgres.list;

/// Breaks "public means contract": no other part uses it.
public record ShownToNobody(int count) {}
