package io.omne.conversations.adapter.rules.dates;

import java.time.Instant;

/// A day or a time that a sentence names.
///
/// @param start where it begins in the sentence
/// @param end where it ends
/// @param at the beginning of what is named: of the minute, the part of the day, the day, the week or the
/// month
/// @param precision whether it is a time of day, a day, or a longer span
public record Moment(int start, int end, Instant at, Precision precision) {}
