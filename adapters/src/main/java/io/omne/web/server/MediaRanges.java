package io.omne.web.server;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The media ranges of an `Accept` header, without their parameters.
///
/// No representation of this server has a variant by parameter, and RFC 8259 defines none for JSON: a `charset`, a
/// `version` or a `profile` takes nothing away. What is no media range is passed over, and so is a range whose weight
/// is 0 or no weight.
final class MediaRanges {

    /// As many as Spring compares. A header with more is disregarded, as RFC 9110 allows.
    static final int MOST = 50;

    /// A range that no representation is in.
    static final String NONE = "none/none";

    private static final String ANY = "*/*";
    private static final String TOKEN = "[!#$%&'+.^_`|~0-9A-Za-z-]+";
    private static final Pattern RANGE =
            Pattern.compile("\\*/\\*|" + TOKEN + "/(?:\\*(?:\\+" + TOKEN + ")?|" + TOKEN + ")");

    /// Also without its leading zero, as the JDK's own client sends it.
    private static final Pattern WEIGHT = Pattern.compile("\\.[0-9]{1,9}|[01](?:\\.[0-9]{0,9})?");

    private MediaRanges() {}

    /// The header to negotiate by; null where every representation is acceptable.
    ///
    /// @param values those of the `Accept` headers of a request
    static @Nullable String normalized(List<String> values) {
        List<String> elements = values.stream()
                .flatMap(value -> split(value, ',').stream())
                .map(String::strip)
                .filter(element -> !element.isEmpty())
                .toList();
        if (elements.isEmpty()) {
            return null;
        }
        Map<String, BigDecimal> ranges = elements.stream()
                .map(MediaRanges::range)
                .filter(range -> range.weight().signum() > 0)
                .collect(Collectors.toMap(Range::name, Range::weight, BigDecimal::max, TreeMap::new));
        if (ranges.isEmpty()) {
            return NONE;
        }
        return ranges.size() > MOST ? null : text(ranges);
    }

    private static String text(Map<String, BigDecimal> ranges) {
        return ranges.entrySet().stream()
                .sorted(Map.Entry.<String, BigDecimal>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.comparingInt(MediaRanges::wildcards))))
                .map(range -> range.getKey() + parameter(range.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String parameter(BigDecimal weight) {
        return weight.compareTo(BigDecimal.ONE) == 0 ? "" : ";q=" + weight.toPlainString();
    }

    private static int wildcards(String range) {
        return range.equals(ANY) ? 2 : range.endsWith("*") ? 1 : 0;
    }

    private record Range(String name, BigDecimal weight) {

        static final Range NO_RANGE = new Range("", BigDecimal.ZERO);
    }

    private static Range range(String element) {
        List<String> parts = split(element, ';');
        String name = parts.getFirst().strip().toLowerCase(Locale.ROOT);
        if (name.equals("*")) {
            name = ANY;
        }
        return RANGE.matcher(name).matches() ? new Range(name, weight(parts.subList(1, parts.size()))) : Range.NO_RANGE;
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

    /// Where the separator is not within quotes.
    private static List<String> split(String text, char separator) {
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
