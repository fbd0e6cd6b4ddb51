package broken.omne.notes.application;

/// A port.
public interface NoteStore {

    void keep(KeepNote note);
}
