package io.omne.conversations.adapter.rules.dates;

import java.util.List;
import java.util.Locale;

/// The English words for months, days of the week and small numbers.
final class Words {

    static final String MONTH = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
            + "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";
    static final String WEEKDAY = "monday|tuesday|wednesday|thursday|friday|saturday|sunday";
    static final String SHORT_WEEKDAY = "mon|tues?|wed|thurs?|thu|fri|sat|sun";
    static final String NUMBER = "\\d{1,2}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve";

    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> WEEKDAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final List<String> NUMBERS =
            List.of("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve");

    private Words() {}

    /// From 1 for January.
    static int month(String name) {
        return MONTHS.indexOf(firstThree(name)) + 1;
    }

    /// From 1 for Monday.
    static int weekday(String name) {
        return WEEKDAYS.indexOf(firstThree(name)) + 1;
    }

    static int number(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (Character.isDigit(lower.charAt(0))) {
            return Integer.parseInt(lower);
        }
        return lower.equals("a") || lower.equals("an") ? 1 : NUMBERS.indexOf(lower) + 1;
    }

    private static String firstThree(String name) {
        return name.substring(0, 3).toLowerCase(Locale.ROOT);
    }
}
