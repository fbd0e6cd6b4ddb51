package io.omne.conversations.adapter.openai;

import io.omne.conversations.application.extractor.TranscriptMessage;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Looks for details that a model must not make up: links, mail addresses, and numbers of six digits or more, such as
/// those of telephones and accounts. Takes a time that grows with the texts alone.
final class DetailCheck {

    /// How many digits make a number a detail.
    private static final int LEAST_DIGITS = 6;

    /// Dates may be worked out from words such as "tomorrow".
    private static final Pattern DATE = Pattern.compile("(?<![\\p{L}\\p{Nd}])(?:\\p{Nd}{4}-\\p{Nd}{2}-\\p{Nd}{2}"
            + "|\\p{Nd}{1,2}([./-])\\p{Nd}{1,2}\\1(?:\\p{Nd}{4}|\\p{Nd}{2}))(?:[T ,]{1,2}\\p{Nd}{1,2}:\\p{Nd}{2}(?::\\p{Nd}{2})?)?"
            + "(?![\\p{L}\\p{Nd}])");

    private static final String SEPARATORS = " .,/()'-\u00a0";

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s\"'“”‘’<>()\\[\\]{},;|]+");

    /// A label, a dot and a label of letters, with a path or without.
    private static final Pattern DOMAIN = Pattern.compile("[^/]*[\\p{L}\\p{Nd}]\\.\\p{L}{2,}(?:[/:?#].*)?");

    private final List<TranscriptMessage> messages;

    private @Nullable Set<String> saidLinks;
    private @Nullable Set<String> saidNumbers;

    DetailCheck(List<TranscriptMessage> messages) {
        this.messages = messages;
    }

    /// Whether each detail of a text stands in one of the messages, or in the name of its speaker.
    boolean isSaid(String text) {
        Set<String> links = links(text).collect(Collectors.toSet());
        Set<String> numbers = numbers(DATE.matcher(text).replaceAll(" | ")).collect(Collectors.toSet());
        if (links.isEmpty() && numbers.isEmpty()) {
            return true;
        }
        return saidLinks().containsAll(links)
                && numbers.stream().allMatch(number -> saidNumbers().stream().anyMatch(it -> it.endsWith(number)));
    }

    private Set<String> saidLinks() {
        if (saidLinks == null) {
            saidLinks = said(DetailCheck::links);
        }
        return saidLinks;
    }

    private Set<String> saidNumbers() {
        if (saidNumbers == null) {
            saidNumbers = said(DetailCheck::numbers);
        }
        return saidNumbers;
    }

    private Set<String> said(Function<String, Stream<String>> details) {
        return messages.stream()
                .map(it -> it.speaker() + " | " + it.content())
                .flatMap(details)
                .collect(Collectors.toSet());
    }

    private static Stream<String> links(String text) {
        return BETWEEN_WORDS
                .splitAsStream(text)
                .map(DetailCheck::withoutPunctuation)
                .filter(DetailCheck::isLink)
                .map(it -> it.toLowerCase(Locale.ROOT));
    }

    private static String withoutPunctuation(String word) {
        int start = 0;
        int end = word.length();
        while (start < end && !Character.isLetterOrDigit(word.charAt(start))) {
            start++;
        }
        while (end > start && !Character.isLetterOrDigit(word.charAt(end - 1)) && word.charAt(end - 1) != '/') {
            end--;
        }
        return word.substring(start, end);
    }

    private static boolean isLink(String word) {
        return word.contains("://")
                || word.indexOf('@') > 0
                || DOMAIN.matcher(word).matches();
    }

    /// The digits of each number, whose groups may be separated by two characters that are no letters.
    private static Stream<String> numbers(String text) {
        Stream.Builder<String> numbers = Stream.builder();
        var digits = new StringBuilder();
        int separators = 0;
        boolean isList = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int digit = Character.digit(c, 10);
            if (digit >= 0) {
                digits.append(digit);
                separators = 0;
            } else if (SEPARATORS.indexOf(c) < 0 || ++separators > 2 || (c == ' ' && isList)) {
                end(digits, numbers);
            }
            isList = c == ',' || c == '.';
        }
        end(digits, numbers);
        return numbers.build();
    }

    private static void end(StringBuilder digits, Stream.Builder<String> numbers) {
        if (digits.length() >= LEAST_DIGITS) {
            numbers.add(digits.toString());
        }
        digits.setLength(0);
    }
}
