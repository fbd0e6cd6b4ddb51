package io.omne.recall.domain;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The words for months, days and numbers, in English and German, in lower case.
final class TimeWords {

    static final Map<String, Integer> MONTHS = numbered(
            "january|jan|januar|jänner",
            "february|feb|februar|feber",
            "march|mar|märz|mrz",
            "april|apr",
            "may|mai",
            "june|jun|juni",
            "july|jul|juli",
            "august|aug",
            "september|sept|sep",
            "october|oct|oktober|okt",
            "november|nov",
            "december|dec|dezember|dez");

    static final Map<String, Integer> WEEKDAYS = numbered(
            "monday|montag",
            "tuesday|dienstag",
            "wednesday|mittwoch",
            "thursday|donnerstag",
            "friday|freitag",
            "saturday|samstag|sonnabend",
            "sunday|sonntag");

    static final Map<String, Integer> NUMBERS = numbered(
            "a|an|one|ein|eine|einen|einem|einer",
            "two|zwei|a couple of|couple of",
            "three|drei",
            "four|vier",
            "five|fünf",
            "six|sechs",
            "seven|sieben",
            "eight|acht",
            "nine|neun",
            "ten|zehn",
            "eleven|elf",
            "twelve|zwölf");

    static final Map<String, Integer> ORDINALS = numbered(
            "first|1st|erste|ersten|1.",
            "second|2nd|zweite|zweiten|2.",
            "third|3rd|dritte|dritten|3.",
            "fourth|4th|vierte|vierten|4.");

    static final String MONTH = anyOf(MONTHS);
    static final String WEEKDAY = anyOf(WEEKDAYS);
    static final String NUMBER = "\\d{1,3}|" + anyOf(NUMBERS);
    static final String ORDINAL = anyOf(ORDINALS);
    static final String YEAR = "(?:19|20)\\d\\d";
    static final String UNIT = "days?|weeks?|months?|years?|tag(?:e|en)?|wochen?|monat(?:e|en)?|jahr(?:e|en)?";

    static final String SOME = "(?:(?<few>a few|few|several|some|ein paar|paar|einige[nr]?)|(?<n>" + NUMBER + "))";

    /// Which one is meant, of weeks, months, weekdays and so on.
    static final String SHIFT = "(?<shift>last|previous|past|this|next|coming"
            + "|(?:letzte|vorige|vergangene|diese|nächste|kommende)[mnrs]?)\\s";

    /// A part of a day, which may follow the day.
    static final String DAYTIME =
            "(?:\\s?(?:morning|afternoon|evening|night" + "|früh|morgen|vormittag|mittag|nachmittag|abend|nacht))?";

    private TimeWords() {}

    private static Map<String, Integer> numbered(String... words) {
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < words.length; i++) {
            for (String word : words[i].split("\\|", -1)) {
                numbers.put(word, i + 1);
            }
        }
        return Map.copyOf(numbers);
    }

    /// Longer words come first, so that "an" is not read as "a".
    private static String anyOf(Map<String, Integer> words) {
        return words.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
    }

    static int number(String word) {
        String lower = lower(word);
        return Character.isDigit(lower.charAt(0)) ? Integer.parseInt(lower) : NUMBERS.getOrDefault(lower, 1);
    }

    static int in(Map<String, Integer> words, String word) {
        return words.getOrDefault(lower(word), 1);
    }

    /// −1 for the last one, 1 for the next one.
    static int shift(@Nullable String word) {
        if (word == null || lower(word).matches("this|diese.*")) {
            return 0;
        }
        return lower(word).matches("next|coming|nächste.*|kommende.*") ? 1 : -1;
    }

    static String lower(String word) {
        return word.toLowerCase(Locale.ROOT);
    }
}
