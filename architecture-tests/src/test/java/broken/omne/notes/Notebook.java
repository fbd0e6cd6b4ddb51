package broken.omne.notes;

/// Breaks "base packages hold only language": it has a state that changes.
public class Notebook {

    private int pages;

    public int turn() {
        pages++;
        return pages;
    }
}
