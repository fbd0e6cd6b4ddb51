package io.omne.conversations.adapter.rules.dates;

/// How much of a time a sentence names.
public enum Precision {
    CLOCK,
    DAY,
    SPAN
}
