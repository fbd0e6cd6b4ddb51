package io.omne.conversations.application.extractor;

import io.omne.memory.MemoryId;
import io.omne.memory.MemoryType;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an extractor found in messages.
///
/// @param content a sentence or a few that can be understood without the conversation
/// @param occurredAt when what it tells of happens or happened, if the messages say so; null otherwise
/// @param quotes the parts of new messages that say it; at least one
/// @param fact what the memory gives the value of; null if later memories cannot take its place
/// @param supersedes known memories whose place it takes
public record ExtractedMemory(
        MemoryType type,
        String content,
        @Nullable Instant occurredAt,
        List<Quote> quotes,
        @Nullable Fact fact,
        List<MemoryId> supersedes) {

    public ExtractedMemory {
        quotes = List.copyOf(quotes);
        supersedes = List.copyOf(supersedes);
    }

    public ExtractedMemory withoutSuperseding(Set<MemoryId> memories) {
        List<MemoryId> left =
                supersedes.stream().filter(it -> !memories.contains(it)).toList();
        return new ExtractedMemory(type, content, occurredAt, quotes, fact, left);
    }

    /// An attribute of a person or a thing, of which a new value takes the place of the earlier one.
    ///
    /// @param subject whose attribute it is, in lower case, such as `anna` or `anna's daughter`
    /// @param attribute a word in lower case, such as `phone` or `employer`
    public record Fact(String subject, String attribute) {}

    /// Shows the length and not the text, because a log must not contain what users store.
    @Override
    public String toString() {
        return "ExtractedMemory[" + type + ", " + content.length() + "]";
    }
}
