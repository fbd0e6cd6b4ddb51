package io.omne.conversations.adapter.openai;

import io.omne.conversations.application.extractor.TranscriptMessage;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Looks for details that a model must not make up: links, mail addresses and long numbers, such as those of telephones
/// and accounts.
final class Details {

    private static final Pattern DETAIL =
            Pattern.compile("https?://[^\\s\"'<>()]+|[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+|\\+?\\d(?:[ ./()-]{0,2}\\d){5,}");

    /// A date, which may be worked out from words such as "tomorrow".
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}.*|\\d{1,2}[./]\\d{1,2}[./]\\d{4}");

    private static final Pattern NOT_COMPARED = Pattern.compile("[^\\p{L}\\p{N}]+");

    private Details() {}

    /// Whether each detail of a text stands in one of the messages or the name of its speaker, whatever stands between
    /// its letters and digits.
    static boolean standIn(String text, List<TranscriptMessage> messages) {
        return DETAIL.matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(it -> !DATE.matcher(it).matches())
                .map(Details::compared)
                .allMatch(detail -> messages.stream()
                        .anyMatch(it ->
                                compared(it.speaker() + " " + it.content()).contains(detail)));
    }

    private static String compared(String text) {
        return NOT_COMPARED.matcher(text).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
