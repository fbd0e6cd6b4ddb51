package io.omne.conversations.adapter.rules;

import io.omne.conversations.adapter.rules.text.Sentence;
import java.util.List;

/// Rules for one kind of memory.
@FunctionalInterface
interface Family {

    /// What the sentence tells; empty if these rules find nothing in it. Takes a bounded time, since
    /// sentences are short.
    List<Found> in(Sentence sentence, Writer writer);
}
