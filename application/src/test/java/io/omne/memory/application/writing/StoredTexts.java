package io.omne.memory.application.writing;

import io.omne.memory.api.NewMemory;
import io.omne.validation.InvalidValue;
import java.util.List;

/// What a create stores of a memory's texts, for tests of those who find markup in them.
///
/// @param cleaned the fields that lost markup
public record StoredTexts(NewMemory memory, List<String> cleaned, List<InvalidValue> errors) {

    public static StoredTexts of(MarkupPolicy policy, ActiveMarkup markup, NewMemory memory) {
        var texts = new CheckedTexts(policy, markup);
        NewMemory stored = texts.of(memory);
        return new StoredTexts(stored, texts.cleaned(), texts.errors());
    }
}
