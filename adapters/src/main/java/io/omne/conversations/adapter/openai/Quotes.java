package io.omne.conversations.adapter.openai;

import io.omne.conversations.application.extractor.Quote;
import io.omne.conversations.application.extractor.TranscriptMessage;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds what a model quotes in a message.
final class Quotes {

    private static final Pattern SPACES = Pattern.compile("\\s+");

    private Quotes() {}

    /// Where the quote stands first, word for word. Models write white space as they like, so it is compared by its
    /// words; the text of the result is that of the message.
    static Optional<Quote> find(TranscriptMessage message, @Nullable String quote) {
        if (quote == null || quote.isBlank()) {
            return Optional.empty();
        }
        String words = SPACES.splitAsStream(quote.strip()).map(Pattern::quote).collect(Collectors.joining("\\s+"));
        Matcher found = Pattern.compile(words).matcher(message.content());
        return found.find() ? Optional.of(at(message, found.start(), found.end())) : Optional.empty();
    }

    private static Quote at(TranscriptMessage message, int start, int end) {
        String content = message.content();
        int first = content.codePointCount(0, start);
        return new Quote(
                message.id(), first, first + content.codePointCount(start, end), content.substring(start, end));
    }
}
