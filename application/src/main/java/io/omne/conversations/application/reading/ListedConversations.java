package io.omne.conversations.application.reading;

import io.omne.access.UserId;
import io.omne.conversations.ConversationKey;
import io.omne.conversations.api.ConversationNotFound;
import io.omne.conversations.api.FindConversation.FoundConversation;
import io.omne.conversations.api.ListBehind;
import io.omne.conversations.application.ConversationJobs;
import io.omne.conversations.application.listing.ConversationChange;
import io.omne.events.api.HandledEvents;
import io.omne.events.api.PendingEvents;
import io.omne.events.api.ProcessorWakeUp;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Reads the list of conversations once it has what the user wrote before.
@Component
public class ListedConversations {

    private final ConversationViews views;
    private final HandledEvents handled;

    ListedConversations(ConversationViews views, PendingEvents events, ProcessorWakeUp wakeUp) {
        this.views = views;
        this.handled = new HandledEvents(events, wakeUp, ConversationJobs.LIST_PROCESSOR, ConversationChange.EVENTS);
    }

    /// Whether the list has all acknowledged writes of the user, after a wait of a second at most.
    Mono<Boolean> await(UserId owner) {
        return handled.await(owner.value());
    }

    /// The conversation as the list has it.
    ///
    /// @return an error if it has no messages: {@link ConversationNotFound}, or {@link ListBehind} if that is
    ///     not certain
    public Mono<FoundConversation> find(ConversationKey key) {
        return await(key.owner())
                .flatMap(isCurrent -> views.find(key)
                        .map(view -> new FoundConversation(view, !isCurrent))
                        .switchIfEmpty(Mono.error(() -> isCurrent ? new ConversationNotFound() : new ListBehind())));
    }
}
