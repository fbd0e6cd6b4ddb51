package io.omne.memory.application.reading;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryIds;
import io.omne.memory.MemoryKey;
import io.omne.memory.api.FindConversationMemories;
import io.omne.memory.api.FindMemories;
import io.omne.memory.api.FindMemories.FoundMemories;
import io.omne.memory.api.FindMemory;
import io.omne.memory.api.ListMemories;
import io.omne.memory.api.MemoryNotFound;
import io.omne.memory.api.MemoryPage;
import io.omne.memory.api.MemoryView;
import io.omne.memory.api.SelectMemories;
import io.omne.memory.api.SelectedMemories;
import io.omne.memory.application.reading.MemoryHistory.SequencedEvent;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Handles the queries for memories, lists and histories.
@Component
class MemoryQueries {

    private final MemoryViews views;
    private final ReadYourWrites lists;
    private final MemoryHistory history;
    private final MemoryCache cache;
    private final AccessTimes accesses;
    private final Clock clock;

    MemoryQueries(
            MemoryViews views,
            ReadYourWrites lists,
            MemoryHistory history,
            MemoryCache cache,
            AccessTimes accesses,
            Clock clock) {
        this.views = views;
        this.lists = lists;
        this.history = history;
        this.cache = cache;
        this.accesses = accesses;
        this.clock = clock;
    }

    /// If the cached memory belongs to another user, the database is asked all the same, as for an id that does not
    /// exist.
    @QueryHandler
    CompletableFuture<@Nullable MemoryView> handle(FindMemory query) {
        var key = new MemoryKey(query.owner(), query.id());
        return cache.find(key.id(), views.find(key))
                .flatMap(view -> view.userId().equals(query.owner().value()) ? Mono.just(view) : views.find(key))
                .flatMap(view -> withoutDeleted(query.owner(), view))
                .map(view -> {
                    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
                    accesses.record(key, now);
                    return view.accessedAt(now);
                })
                .switchIfEmpty(Mono.error(MemoryNotFound::new))
                .toFuture();
    }

    /// Not part of the cached view, because the deletion of a related memory does not make that stale.
    private Mono<MemoryView> withoutDeleted(UserId owner, MemoryView view) {
        return view.relatedMemories().isEmpty()
                ? Mono.just(view)
                : views.existing(owner, view.relatedMemories()).map(view::withRelatedAmong);
    }

    @QueryHandler
    CompletableFuture<@Nullable FoundMemories> handle(FindMemories query) {
        List<UUID> ids = query.ids().stream().map(MemoryId::value).toList();
        return views.find(query.owner(), ids).map(FoundMemories::new).toFuture();
    }

    @QueryHandler
    CompletableFuture<@Nullable MemoryIds> handle(FindConversationMemories query) {
        return views.ofConversation(query.owner(), query.conversation(), query.sources(), query.limit())
                .toFuture();
    }

    @QueryHandler
    CompletableFuture<@Nullable SelectedMemories> handle(SelectMemories query) {
        return lists.select(query).toFuture();
    }

    @QueryHandler
    CompletableFuture<@Nullable MemoryPage> handle(ListMemories query) {
        ListMemories widened = query.widened();
        return cache.page(widened, lists.list(widened))
                .map(page -> page.first(query.perPage()))
                .toFuture();
    }

    @QueryHandler
    CompletableFuture<@Nullable HistoryPage> handle(ReadHistory query) {
        return views.find(new MemoryKey(query.owner(), query.id()))
                .switchIfEmpty(Mono.error(MemoryNotFound::new))
                .publishOn(Schedulers.boundedElastic())
                .map(_ -> page(query))
                .toFuture();
    }

    private HistoryPage page(ReadHistory query) {
        List<SequencedEvent> found = history.read(query.id(), query.after(), query.perPage() + 1);
        if (found.size() <= query.perPage()) {
            return new HistoryPage(found, null);
        }
        List<SequencedEvent> page = found.subList(0, query.perPage());
        return new HistoryPage(page, page.getLast().sequence());
    }
}
