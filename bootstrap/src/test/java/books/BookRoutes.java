package books;

import io.omne.access.UserId;
import io.omne.web.openapi.RequestSchema;
import io.omne.web.request.BodyFields;
import io.omne.web.request.Dispatcher;
import io.omne.web.request.JsonBody;
import io.omne.web.request.ResponseBody;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping(path = "/api/v1/books", produces = MediaType.APPLICATION_JSON_VALUE)
class BookRoutes {

    private static final RequestSchema NEW_BOOK = BooksModule.API.body("NewBook");

    private final Dispatcher dispatch;
    private final BookShelves shelves;

    BookRoutes(Dispatcher dispatch, BookShelves shelves) {
        this.dispatch = dispatch;
        this.shelves = shelves;
    }

    record Book(UUID bookId, String isbn) implements ResponseBody {}

    record Shelf(List<String> isbns, int booksOfAll) implements ResponseBody {}

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    Mono<ResponseBody> add(
            @AuthenticationPrincipal UserId owner,
            @RequestHeader HttpHeaders headers,
            @RequestBody(required = false) byte @Nullable [] body) {
        var fields = new BodyFields(JsonBody.read(headers, body), NEW_BOOK);
        String isbn = fields.required("isbn", (_, text) -> text.asString());
        fields.check();
        var added = new BookCommands.AddBook(owner, Objects.requireNonNull(isbn));
        return dispatch.<UUID>command(added).map(id -> new Book(id, added.isbn()));
    }

    @GetMapping
    Mono<ResponseBody> list(@AuthenticationPrincipal UserId owner) {
        return Mono.just(new Shelf(shelves.of(owner), shelves.count()));
    }

    @GetMapping("/count")
    Mono<ResponseBody> count() {
        return Mono.just(new Shelf(List.of(), shelves.count()));
    }
}
