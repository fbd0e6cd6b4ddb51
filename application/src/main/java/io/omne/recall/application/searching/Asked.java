package io.omne.recall.application.searching;

import io.omne.memory.api.SelectedMemories;
import io.omne.memory.api.SelectedMemories.Selection;
import io.omne.recall.api.SearchMemories;
import io.omne.recall.application.ParsedQuery;
import io.omne.recall.domain.Question;

/// A search with all that is known before memories are looked for.
///
/// @param parsed the words of the question
/// @param question the question as the ranking reads it
/// @param selected which memories may be found
/// @param isCurrent whether the words of all acknowledged writes are found
record Asked(
        SearchMemories search,
        Deadline deadline,
        ParsedQuery parsed,
        Question question,
        SelectedMemories selected,
        boolean isCurrent) {

    Selection selection() {
        return selected.selection();
    }

    /// Whether only the index of words can say which memories are answers, because the question requires or
    /// excludes phrases.
    boolean isOnlyByWords() {
        return search.mode().usesWords()
                && !(parsed.phrases().isEmpty() && parsed.excludedPhrases().isEmpty());
    }
}
