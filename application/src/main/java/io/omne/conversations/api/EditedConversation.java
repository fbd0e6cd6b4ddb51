package io.omne.conversations.api;

import java.util.List;

/// The result of {@link EditConversation}.
///
/// @param cleaned the fields that lost markup
public record EditedConversation(List<String> cleaned) {

    public EditedConversation {
        cleaned = List.copyOf(cleaned);
    }
}
