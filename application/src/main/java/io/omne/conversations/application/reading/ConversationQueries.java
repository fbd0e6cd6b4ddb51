package io.omne.conversations.application.reading;

import io.omne.conversations.ConversationKey;
import io.omne.conversations.api.AwaitDeletion;
import io.omne.conversations.api.ConversationPage;
import io.omne.conversations.api.ConversationView;
import io.omne.conversations.api.FindConversation;
import io.omne.conversations.api.FindConversation.FoundConversation;
import io.omne.conversations.api.ListConversations;
import io.omne.conversations.api.ListMessages;
import io.omne.conversations.api.MessagePage;
import io.omne.memory.api.FindMemories;
import io.omne.memory.api.FindMemories.FoundMemories;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.axonframework.queryhandling.QueryGateway;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Handles the queries for conversations and their messages.
@Component
class ConversationQueries {

    /// The longest wait for the end of a deletion, and the pauses between two looks.
    private static final Duration LONGEST_DELETION = Duration.ofSeconds(20);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    private final ListedConversations list;
    private final ConversationViews views;
    private final QueryGateway memories;

    ConversationQueries(ListedConversations list, ConversationViews views, QueryGateway memories) {
        this.list = list;
        this.views = views;
        this.memories = memories;
    }

    @QueryHandler
    CompletableFuture<@Nullable FoundConversation> handle(FindConversation query) {
        return list.find(new ConversationKey(query.owner(), query.id())).toFuture();
    }

    @QueryHandler
    CompletableFuture<@Nullable ConversationPage> handle(ListConversations query) {
        return list.await(query.owner())
                .flatMap(
                        isCurrent -> views.list(query, query.perPage() + 1).map(found -> page(query, found, isCurrent)))
                .toFuture();
    }

    /// @param found one more than the page has, unless it is the last
    private static ConversationPage page(ListConversations query, List<ConversationView> found, boolean isCurrent) {
        if (found.size() <= query.perPage()) {
            return new ConversationPage(found, null, !isCurrent);
        }
        List<ConversationView> page = found.subList(0, query.perPage());
        ConversationView last = page.getLast();
        return new ConversationPage(page, new ListConversations.After(last.lastAt(), last.id()), !isCurrent);
    }

    @QueryHandler
    CompletableFuture<@Nullable MessagePage> handle(ListMessages query) {
        return list.find(new ConversationKey(query.owner(), query.conversation()))
                .flatMap(conversation -> views.messages(query, query.perPage() + 1)
                        .flatMap(found -> page(query, found, !conversation.stale())))
                .toFuture();
    }

    /// @param found one more than the page has, unless it is the last
    private Mono<MessagePage> page(ListMessages query, List<ListMessages.After> found, boolean isCurrent) {
        boolean isLast = found.size() <= query.perPage();
        List<ListMessages.After> page = isLast ? found : found.subList(0, query.perPage());
        var ids = page.stream().map(ListMessages.After::id).toList();
        return Mono.fromFuture(() -> memories.query(new FindMemories(query.owner(), ids), FoundMemories.class))
                .map(it -> new MessagePage(it.memories(), isLast ? null : page.getLast(), !isCurrent));
    }

    @QueryHandler
    CompletableFuture<@Nullable Boolean> handle(AwaitDeletion query) {
        return views.isAnyBeingDeleted(query.owner(), Set.of(query.id()))
                .filter(it -> !it)
                .repeatWhenEmpty(tries -> tries.delayUntil(round -> Mono.delay(pause(round))))
                .map(_ -> true)
                .timeout(LONGEST_DELETION)
                .onErrorReturn(TimeoutException.class, false)
                .toFuture();
    }

    private static Duration pause(long round) {
        Duration pause = FIRST_PAUSE.multipliedBy(round + 1);
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }
}
