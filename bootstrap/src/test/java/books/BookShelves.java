package books;

import books.BooksModule.BookAdded;
import io.omne.access.UserId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;

/// What it has read of its events.
@ProcessingGroup(BooksModule.PROCESSOR)
class BookShelves {

    private final List<BookAdded> books = new CopyOnWriteArrayList<>();

    @EventHandler
    void on(BookAdded added) {
        books.add(added);
    }

    List<String> of(UserId owner) {
        return books.stream()
                .filter(book -> book.owner().equals(owner))
                .map(book -> book.isbn().text())
                .toList();
    }

    int count() {
        return books.size();
    }
}
