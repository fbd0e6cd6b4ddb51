/// The service that a team would write with Spring alone: one table, one statement for each request, and a cache of
/// single memories in Redis. It has Omne's routes for memories and its checks of tokens and fields. It has no events,
/// no embedding, no index of words, no cleaning of markup, no idempotency keys and no limit.
@NullMarked
package io.omne.plain;

import org.jspecify.annotations.NullMarked;
