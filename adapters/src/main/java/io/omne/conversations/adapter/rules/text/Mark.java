package io.omne.conversations.adapter.rules.text;

/// What stands before a sentence in its line.
public enum Mark {
    NONE,
    OPEN_BOX,
    DONE_BOX
}
