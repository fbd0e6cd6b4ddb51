package io.omne.embedding.application;

import java.time.Duration;

/// How long a call of a model may take before it is abandoned.
final class CallTimeout {

    /// The limit for every call, which may consist of several requests if the text is long. Each request to a
    /// provider has a shorter timeout of its own.
    static final Duration LONGEST = Duration.ofMinutes(10);

    /// The limit for `CHARACTERS` characters, for which a healthy provider needs less than a second.
    private static final Duration SHORTEST = Duration.ofSeconds(3);

    static final int CHARACTERS = 8_000;

    /// If a provider is slow for a probe, texts may take this many times as long as the probe.
    private static final int PROBES = 4;

    private CallTimeout() {}

    /// The limit for a call for which other texts wait. A short text has as much time as a full group of
    /// `CHARACTERS`, because calls for the other texts of a group may run at the same time.
    ///
    /// @param latency how long `CHARACTERS` characters take according to the probes; zero before the first probe
    /// @param characters the number of characters of all texts in the call
    static Duration ofSharedCall(Duration latency, int characters) {
        Duration slow = latency.multipliedBy(PROBES);
        Duration each = slow.compareTo(SHORTEST) > 0 ? slow : SHORTEST;
        Duration all = each.multipliedBy(1 + (characters - 1) / CHARACTERS);
        return all.compareTo(LONGEST) > 0 ? LONGEST : all;
    }
}
