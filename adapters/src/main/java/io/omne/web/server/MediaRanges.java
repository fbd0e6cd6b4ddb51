package io.omne.web.server;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The media ranges of an `Accept` header, without their parameters.
///
/// No representation of this server has a variant by parameter, and RFC 8259 defines none for JSON: a `charset`, a
/// `version` or a `profile` excludes nothing. An element that is no media range is ignored, and so is a range whose
/// weight is 0 or invalid.
final class MediaRanges {

    /// As many as Spring compares. A header with more is disregarded, as RFC 9110 allows.
    static final int MOST = 50;

    /// A range that includes no representation.
    static final String NONE = "none/none";

    private MediaRanges() {}

    /// The header to negotiate by; null if every representation is acceptable.
    ///
    /// @param values those of the `Accept` headers of a request
    static @Nullable String normalized(List<String> values) {
        List<String> elements = values.stream()
                .flatMap(value -> MediaRange.split(value, ',').stream())
                .map(String::strip)
                .filter(element -> !element.isEmpty())
                .toList();
        if (elements.isEmpty()) {
            return null;
        }
        Map<String, BigDecimal> ranges = elements.stream()
                .map(MediaRange::parse)
                .filter(range -> range.weight().signum() > 0)
                .collect(Collectors.toMap(MediaRange::name, MediaRange::weight, BigDecimal::max, TreeMap::new));
        if (ranges.isEmpty()) {
            return NONE;
        }
        return ranges.size() > MOST ? null : text(ranges);
    }

    private static String text(Map<String, BigDecimal> ranges) {
        return ranges.entrySet().stream()
                .sorted(Map.Entry.<String, BigDecimal>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.comparingInt(MediaRange::wildcards))))
                .map(range -> range.getKey() + parameter(range.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String parameter(BigDecimal weight) {
        return weight.compareTo(BigDecimal.ONE) == 0 ? "" : ";q=" + weight.toPlainString();
    }
}
