package io.omne.conversations.application.extraction;

import java.util.List;

/// A part of a conversation, from which memories are extracted.
///
/// @param context messages before the new ones, in order; nothing is extracted from them
/// @param messages the new messages, in order; at least one
public record Transcript(List<TranscriptMessage> context, List<TranscriptMessage> messages) {

    public Transcript {
        context = List.copyOf(context);
        messages = List.copyOf(messages);
    }
}
