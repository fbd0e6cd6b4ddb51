package io.omne.conversations.adapter.rules;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import io.omne.conversations.adapter.rules.text.Sentence;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A phone number or a mail address in a sentence.
///
/// @param start where the first one begins
/// @param attribute `phone` or `email`; null if there is more than one
record Reach(int start, @Nullable String attribute) {

    private static final Pattern EMAIL =
            Pattern.compile("(?<![\\w.+-])[\\w.+-]{1,64}+@[\\w-]{1,63}+(?:\\.[\\w-]{1,63}+){1,4}", CASE_INSENSITIVE);

    private static final Pattern PHONE =
            Pattern.compile("(?<![\\w./:#-])(?<number>\\+?\\(?\\d[\\d ()/.-]{5,20}\\d)(?![\\w:])");

    private static final Pattern OF_PHONES = Pattern.compile(
            "\\b(?:phone|number|mobile|cell|tel|call|reach|ring|text|whatsapp|landline)\\b", CASE_INSENSITIVE);

    private static final Pattern DATE = Pattern.compile("20\\d{2}-\\d{2}-\\d{2}|\\d{1,2}[./]\\d{1,2}[./]\\d{2,4}");

    static @Nullable Reach in(Sentence it) {
        Matcher email = EMAIL.matcher(it.shadow());
        Matcher phone = PHONE.matcher(it.shadow());
        int emails = 0;
        int phones = 0;
        int start = Integer.MAX_VALUE;
        for (; email.find(); emails++) {
            start = Math.min(start, email.start());
        }
        while (phone.find()) {
            if (isPhone(phone.group("number"), it)) {
                phones++;
                start = Math.min(start, phone.start());
            }
        }
        String attribute = emails + phones != 1 ? null : phones == 1 ? "phone" : "email";
        return emails + phones == 0 ? null : new Reach(start, attribute);
    }

    private static boolean isPhone(String number, Sentence it) {
        long digits = number.chars().filter(Character::isDigit).count();
        boolean isWritten = number.startsWith("+") || number.startsWith("0") || number.startsWith("(0");
        return digits >= 7
                && digits <= 15
                && !DATE.matcher(number).matches()
                && (isWritten || OF_PHONES.matcher(it.shadow()).find());
    }
}
