package io.omne.conversations.application.writing;

import io.omne.conversations.ConversationEvent;
import io.omne.conversations.ConversationKey;
import io.omne.conversations.api.DeleteConversation;
import io.omne.conversations.api.EditConversation;
import io.omne.conversations.api.EditedConversation;
import io.omne.conversations.application.extractor.StoredResults;
import io.omne.conversations.domain.Conversation;
import io.omne.memory.Change;
import io.omne.memory.Title;
import io.omne.memory.api.InvalidEdit;
import io.omne.memory.api.TitleMarkup;
import io.omne.memory.api.TitleMarkup.CheckedTitle;
import io.omne.validation.InvalidValue;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/// Handles the commands about conversations. {@link ConversationCheck} has checked that the conversation exists.
@Component
class ConversationCommands {

    private final Conversations conversations;
    private final StoredResults results;
    private final TitleMarkup titles;
    private final Clock clock;

    ConversationCommands(Conversations conversations, StoredResults results, TitleMarkup titles, Clock clock) {
        this.conversations = conversations;
        this.results = results;
        this.titles = titles;
        this.clock = clock;
    }

    @CommandHandler
    EditedConversation handle(EditConversation command) {
        if (!(command.title() instanceof Change.To<Optional<Title>>(Optional<Title> sent))) {
            return new EditedConversation(List.of());
        }
        Optional<CheckedTitle> checked = sent.map(this::check);
        Conversation conversation = conversations.find(new ConversationKey(command.owner(), command.id()));
        save(conversation, conversation.retitle(checked.map(CheckedTitle::title).orElse(null), now()));
        boolean lostMarkup = checked.filter(CheckedTitle::lostMarkup).isPresent();
        return new EditedConversation(lostMarkup ? List.of("title") : List.of());
    }

    private CheckedTitle check(Title title) {
        try {
            return titles.check(title);
        } catch (InvalidValue e) {
            throw new InvalidEdit(List.of(e));
        }
    }

    @CommandHandler
    void handle(DeleteConversation command) {
        Conversation conversation = conversations.find(new ConversationKey(command.owner(), command.id()));
        save(conversation, conversation.delete(command.keepsExtracted(), now()));
    }

    @CommandHandler
    void handle(FinishDeletion command) {
        Conversation conversation = conversations.find(command.key());
        if (command.deletion().equals(conversation.deletion())) {
            results.remove(command.key());
            save(conversation, conversation.finishDeletion(now()));
        }
    }

    private void save(Conversation before, Optional<ConversationEvent> event) {
        event.ifPresent(it -> conversations.save(before, it));
    }

    /// PostgreSQL stores microseconds.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
