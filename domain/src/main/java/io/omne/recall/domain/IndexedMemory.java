package io.omne.recall.domain;

import io.omne.memory.MemoryId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A memory as the ranking reads it. The arrays are not copied, and nobody changes them.
///
/// @param number counts the user's memories in the order in which they were indexed
/// @param conversation the conversation that it is a message of; null for a plain note
/// @param at when what it tells of happened
/// @param speaker who says it, as the client wrote the name; null if nobody is named
/// @param length number of indexed terms
/// @param frequencies how often it has each term of the question, in the order of the question's terms
/// @param pieces ids of its word pieces, without stop words and punctuation
/// @param marks what its text has, as {@link Mark#of} found
@SuppressWarnings("ArrayRecordComponent") // a few hundred for each question, compared with nothing
public record IndexedMemory(
        MemoryId id,
        long number,
        @Nullable UUID conversation,
        Instant at,
        @Nullable String speaker,
        int length,
        int[] frequencies,
        short[] pieces,
        Set<Mark> marks) {}
