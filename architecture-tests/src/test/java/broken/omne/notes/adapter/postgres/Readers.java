package broken.omne.notes.adapter.postgres;

/// Breaks "modules leave each other's tables alone".
final class Readers {

    private static final String NOTES = "select id from notes where id = ?";

    private static final String READERS = """
            select p.name from notes n
            join persons p on p.id = n.reader""";

    private Readers() {}

    static String statements() {
        return NOTES + READERS;
    }
}
