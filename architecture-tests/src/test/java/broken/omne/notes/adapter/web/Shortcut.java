package broken.omne.notes.adapter.web;

import broken.omne.notes.application.KeepNote;
import broken.omne.notes.application.NoteStore;

/// Breaks a rule: it keeps notes itself, where it should dispatch the command.
record Shortcut(NoteStore notes) {

    void keep(KeepNote note) {
        notes.keep(note);
    }
}
