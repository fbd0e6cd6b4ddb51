package io.omne.conversations.adapter.rules.dates;

import java.time.LocalTime;

/// A time of day that a sentence names.
///
/// @param isMarked whether "at", "by" or the like is before it
record Time(int start, int end, LocalTime time, boolean isMarked) {}
