/// The search of memories, for other modules and for clients of every kind. {@link io.omne.recall.api.SearchMemories}
/// is sent through Axon's `QueryGateway` as a streaming query, whose one answer is a
/// {@link io.omne.recall.api.SearchResult}: the search ends if the subscriber cancels.
@NullMarked
@org.springframework.modulith.NamedInterface("api")
package io.omne.recall.api;

import org.jspecify.annotations.NullMarked;
