package books;

import books.BooksModule.BookAdded;
import books.BooksModule.Isbn;
import books.BooksModule.KnownBook;
import io.omne.access.UserId;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;

class BookCommands {

    private final EventStore events;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    BookCommands(EventStore events) {
        this.events = events;
    }

    record AddBook(UserId owner, String isbn) {}

    @CommandHandler
    UUID handle(AddBook command) {
        if (!known.add(command.isbn())) {
            throw new KnownBook();
        }
        var added = new BookAdded(UUID.randomUUID(), command.owner(), new Isbn(command.isbn()));
        events.publish(new GenericDomainEventMessage<>(
                "Book",
                added.id().toString(),
                0,
                added,
                Map.of("owner", command.owner().toString())));
        return added.id();
    }
}
