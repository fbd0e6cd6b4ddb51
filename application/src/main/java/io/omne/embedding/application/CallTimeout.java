package io.omne.embedding.application;

import java.time.Duration;

/// How long a call of a model may take before it is given up.
final class CallTimeout {

    /// A call of any model, of several requests where the text is long. Each request to a provider has a shorter
    /// time-out of its own.
    static final Duration LONGEST = Duration.ofMinutes(10);

    /// For so many characters, which a provider that is well answers in less than a second.
    private static final Duration SHORTEST = Duration.ofSeconds(3);

    static final int CHARACTERS = 8_000;

    /// Where a provider takes long for a probe, texts may take so many times as long.
    private static final int PROBES = 4;

    private CallTimeout() {}

    /// For a call that other texts wait for. A short text has as long as a full group: as many as make up a group may
    /// be asked for at the same time.
    ///
    /// @param latency how long `CHARACTERS` take, as far as probes have shown; zero before the first
    /// @param characters of all its texts
    static Duration ofSharedCall(Duration latency, int characters) {
        Duration slow = latency.multipliedBy(PROBES);
        Duration each = slow.compareTo(SHORTEST) > 0 ? slow : SHORTEST;
        Duration all = each.multipliedBy(1 + (characters - 1) / CHARACTERS);
        return all.compareTo(LONGEST) > 0 ? LONGEST : all;
    }
}
