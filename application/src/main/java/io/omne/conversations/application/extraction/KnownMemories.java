package io.omne.conversations.application.extraction;

import io.omne.access.UserId;
import io.omne.conversations.application.extractor.KnownMemory;
import io.omne.conversations.application.extractor.Transcript;
import io.omne.events.api.Uninterruptibles;
import io.omne.memory.MemoryId;
import io.omne.memory.MemorySource;
import io.omne.memory.Metadata;
import io.omne.memory.api.MemoryFilter;
import io.omne.memory.api.TagFilter;
import io.omne.memory.api.TimeRange;
import io.omne.recall.api.QuestionNotSupported;
import io.omne.recall.api.SearchHit;
import io.omne.recall.api.SearchMemories;
import io.omne.recall.api.SearchMode;
import io.omne.recall.api.SearchResult;
import io.omne.recall.api.SearchTooSlow;
import io.omne.recall.api.TooManySearches;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.axonframework.queryhandling.QueryGateway;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/// Finds memories that were extracted earlier and tell of the same matters as messages. Blocks.
@Component
class KnownMemories {

    private static final MemoryFilter EXTRACTED = new MemoryFilter(
            Set.of(),
            Set.of(MemorySource.AI_EXTRACTED),
            Set.of(),
            TagFilter.NONE,
            null,
            TimeRange.ANY,
            TimeRange.ANY,
            false);

    private final QueryGateway queries;
    private final MemorySources sources;

    KnownMemories(QueryGateway queries, MemorySources sources) {
        this.queries = queries;
        this.sources = sources;
    }

    /// The nearest memories, nearest first.
    ///
    /// @throws SearchTooSlow if the database is too slow
    /// @throws TooManySearches if the user searches a lot at the same time
    List<KnownMemory> find(UserId owner, Transcript transcript, int number) {
        String question = question(transcript);
        if (question.isBlank()) {
            return List.of();
        }
        var search = new SearchMemories(
                owner, question, SearchMode.HYBRID, number, EXTRACTED, Metadata.NONE, 0, null, 0, null);
        try {
            SearchResult result =
                    Uninterruptibles.await(() -> Flux.from(queries.streamingQuery(search, SearchResult.class))
                            .next()
                            .toFuture());
            return known(owner, result.hits());
        } catch (QuestionNotSupported e) {
            return List.of();
        }
    }

    private List<KnownMemory> known(UserId owner, List<SearchHit> hits) {
        Map<MemoryId, Instant> saidAt =
                sources.saidAt(owner, hits.stream().map(KnownMemories::id).toList());
        return hits.stream()
                .map(it -> new KnownMemory(
                        id(it),
                        it.passage().text(),
                        saidAt.getOrDefault(id(it), it.memory().createdAt())))
                .toList();
    }

    private static MemoryId id(SearchHit hit) {
        return new MemoryId(hit.memory().id());
    }

    /// The beginnings of the new messages, each as long that all together are a question.
    private static String question(Transcript transcript) {
        int each = SearchMemories.MAX_LENGTH / transcript.messages().size() - 1;
        return transcript.messages().stream().map(it -> it.beginning(each)).collect(Collectors.joining("\n"));
    }
}
