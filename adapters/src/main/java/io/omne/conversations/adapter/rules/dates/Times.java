package io.omne.conversations.adapter.rules.dates;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Times of day: "3pm", "10:00", "noon", "at 5".
///
/// An hour without "am" and "pm" is one of the afternoon from 1 to 6, and of the evening from 7 to 11 where
/// the sentence speaks of the evening. Hours that are written as by the 24-hour clock, such as 05:40, are
/// taken as they stand.
final class Times {

    private static final String MARK = "(?<mark>(?:\\b(?:at|from|between|until|till|by|before)\\s+|@\\s*)?)";

    /// What may follow an hour that is only a number: "at 5 Mill Lane" and "from 8 people" are no times.
    private static final String END = "(?=\\s*(?:[.,;!?)]|$|o'?clock\\b"
            + "|(?:on|in the|and|to|today|tomorrow|tonight|with|for|please|sharp|then|or|instead|this|next|if)\\b"
            + "|(?:mon|tue|wed|thu|fri|sat|sun)))";

    private static final Pattern TIME = Pattern.compile(
            MARK + "(?<![\\d:.,/+-])(?:(?<word>noon|midday|midnight)\\b"
                    + "|(?<hour>\\d{1,2})(?:[:.](?<minute>[0-5]\\d))?\\s?(?<half>[ap])\\.?m\\b\\.?"
                    + "|(?<hours>\\d{1,2}):(?<minutes>[0-5]\\d)(?![\\d:%])"
                    + "|(?<=(?:at|from|between|until|till|by|before|@)\\s{0,2})(?<bare>\\d{1,2})(?![\\d:.,/%-]\\d)"
                    + END + ")",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern EVENING = Pattern.compile(
            "\\b(?:dinner|tonight|evening|night|party|drinks|concert|movie|supper|pub)\\b", Pattern.CASE_INSENSITIVE);

    private Times() {}

    static List<Time> in(String text, boolean isEvening) {
        var times = new ArrayList<Time>();
        boolean evening = isEvening || EVENING.matcher(text).find();
        for (Matcher it = TIME.matcher(text); it.find(); ) {
            LocalTime time = time(it, evening);
            if (time != null) {
                times.add(new Time(it.start(), it.end(), time, !it.group("mark").isEmpty()));
            }
        }
        return times;
    }

    private static @Nullable LocalTime time(Matcher it, boolean evening) {
        String word = it.group("word");
        if (word != null) {
            return word.toLowerCase(Locale.ROOT).equals("midnight") ? LocalTime.MIDNIGHT : LocalTime.NOON;
        }
        if (it.group("half") != null) {
            int hour = number(it.group("hour"));
            boolean afternoon = it.group("half").equalsIgnoreCase("p");
            return hour < 1 || hour > 12
                    ? null
                    : LocalTime.of(hour % 12 + (afternoon ? 12 : 0), number(it.group("minute")));
        }
        boolean isBare = it.group("bare") != null;
        String written = isBare ? it.group("bare") : it.group("hours");
        int hour = number(written);
        boolean isLater = written.length() < 2 && hour >= 1 && hour <= (isBare ? 6 : 5);
        boolean isOfEvening = evening && hour >= 6 && hour < 12 && written.charAt(0) != '0';
        return hour > 23 ? null : LocalTime.of(isLater || isOfEvening ? hour + 12 : hour, number(it.group("minutes")));
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
