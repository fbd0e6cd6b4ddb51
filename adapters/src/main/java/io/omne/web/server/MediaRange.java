package io.omne.web.server;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// A media range of an `Accept` header, without its parameters.
///
/// @param name in lower case
/// @param weight from 0 to 1; 0 also if the element is no media range, or its weight is invalid
record MediaRange(String name, BigDecimal weight) {

    private static final String ANY = "*/*";
    private static final String TOKEN = "[!#$%&'+.^_`|~0-9A-Za-z-]+";
    private static final Pattern RANGE =
            Pattern.compile("\\*/\\*|" + TOKEN + "/(?:\\*(?:\\+" + TOKEN + ")?|" + TOKEN + ")");

    /// Allows a weight without its leading zero, as the JDK's own client sends it.
    private static final Pattern WEIGHT = Pattern.compile("\\.[0-9]{1,9}|[01](?:\\.[0-9]{0,9})?");

    private static final MediaRange NO_RANGE = new MediaRange("", BigDecimal.ZERO);

    /// One element of the header.
    static MediaRange parse(String element) {
        List<String> parts = split(element, ';');
        String name = parts.getFirst().strip().toLowerCase(Locale.ROOT);
        if (name.equals("*")) {
            name = ANY;
        }
        return RANGE.matcher(name).matches() ? new MediaRange(name, weight(parts.subList(1, parts.size()))) : NO_RANGE;
    }

    private static BigDecimal weight(List<String> parameters) {
        return parameters.stream()
                .map(parameter -> parameter.split("=", 2))
                .filter(parameter -> parameter[0].strip().equalsIgnoreCase("q"))
                .findFirst()
                .map(parameter -> parameter.length < 2 ? "" : parameter[1].strip())
                .map(weight ->
                        WEIGHT.matcher(weight).matches() ? new BigDecimal(weight).min(BigDecimal.ONE) : BigDecimal.ZERO)
                .orElse(BigDecimal.ONE);
    }

    /// How many of its two parts are wildcards.
    static int wildcards(String range) {
        return range.equals(ANY) ? 2 : range.endsWith("*") ? 1 : 0;
    }

    /// Splits the text at each separator that is not within quotes.
    static List<String> split(String text, char separator) {
        var parts = new ArrayList<String>();
        boolean isQuoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                isQuoted = !isQuoted;
            } else if (isQuoted && c == '\\') {
                i++;
            } else if (!isQuoted && c == separator) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }
}
