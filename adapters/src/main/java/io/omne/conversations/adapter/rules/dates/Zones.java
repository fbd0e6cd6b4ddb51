package io.omne.conversations.adapter.rules.dates;

import java.time.ZoneOffset;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Short names of offsets from UTC behind a time: "09:00 CET".
final class Zones {

    private static final Pattern ZONE = Pattern.compile(
            "\\s?\\(?(?<name>UTC|GMT|CES?T|[ECMP][SD]T|[ECMP]T|BST|IST|AES?T|JST|(?:Eastern|Central|Mountain"
                    + "|Pacific)(?: (?:Standard |Daylight )?Time)?)\\b(?![+-]\\d)");

    private static final Map<String, Integer> HOURS = Map.ofEntries(
            Map.entry("UTC", 0),
            Map.entry("GMT", 0),
            Map.entry("CET", 1),
            Map.entry("CEST", 2),
            Map.entry("EST", -5),
            Map.entry("EDT", -4),
            Map.entry("CDT", -5),
            Map.entry("MST", -7),
            Map.entry("MDT", -6),
            Map.entry("PST", -8),
            Map.entry("PDT", -7),
            Map.entry("JST", 9));

    private Zones() {}

    /// The offset that is named here; the sender's if none is named; null if the name has several meanings.
    static @Nullable ZoneOffset at(String text, int end, ZoneOffset senders) {
        Matcher zone = ZONE.matcher(text).region(end, text.length());
        if (!zone.lookingAt()) {
            return senders;
        }
        Integer hours = HOURS.get(zone.group("name"));
        return hours == null ? null : ZoneOffset.ofHours(hours);
    }
}
