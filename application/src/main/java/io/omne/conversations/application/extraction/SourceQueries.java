package io.omne.conversations.application.extraction;

import io.omne.conversations.api.FindSources;
import io.omne.conversations.api.FindSources.Source;
import io.omne.conversations.api.FindSources.Sources;
import io.omne.conversations.application.extractor.Quote;
import io.omne.memory.MemoryId;
import io.omne.memory.api.FindMemories;
import io.omne.memory.api.FindMemories.FoundMemories;
import io.omne.memory.api.MemoryNotFound;
import io.omne.memory.api.MemoryView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.queryhandling.QueryGateway;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Handles the query for the sources of a memory.
@Component
class SourceQueries {

    private final MemorySources sources;
    private final QueryGateway queries;

    SourceQueries(MemorySources sources, QueryGateway queries) {
        this.sources = sources;
        this.queries = queries;
    }

    @QueryHandler
    CompletableFuture<@Nullable Sources> handle(FindSources query) {
        return Mono.fromCallable(() -> sources.find(query.owner(), query.memory()))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMap(quotes -> views(query, quotes).map(views -> sources(query, quotes, views)))
                .toFuture();
    }

    /// The memory and its messages, without those that are deleted.
    private Mono<Map<MemoryId, MemoryView>> views(FindSources query, List<Quote> quotes) {
        List<MemoryId> ids = Stream.concat(
                        Stream.of(query.memory()), quotes.stream().map(Quote::message))
                .distinct()
                .toList();
        return Mono.fromFuture(() -> queries.query(new FindMemories(query.owner(), ids), FoundMemories.class))
                .map(found -> found.memories().stream()
                        .collect(Collectors.toMap(it -> new MemoryId(it.id()), Function.identity())));
    }

    private static Sources sources(FindSources query, List<Quote> quotes, Map<MemoryId, MemoryView> views) {
        if (!views.containsKey(query.memory())) {
            throw new MemoryNotFound();
        }
        return new Sources(quotes.stream()
                .map(it -> source(it, Optional.ofNullable(views.get(it.message()))))
                .toList());
    }

    private static Source source(Quote quote, Optional<MemoryView> message) {
        boolean isChanged = message.filter(it -> !quote.standsIn(it.content())).isPresent();
        return new Source(quote.message(), quote.start(), quote.end(), quote.text(), isChanged, message.isEmpty());
    }
}
