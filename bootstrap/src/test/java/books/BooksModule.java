package books;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.omne.access.UserId;
import io.omne.events.adapter.axon.EventJsonTypes;
import io.omne.events.adapter.axon.EventProcessor;
import io.omne.jobs.api.JobKind;
import io.omne.jobs.api.JobKind.NoParameters;
import io.omne.web.openapi.ApiDescription;
import io.omne.web.problem.ProblemTranslator;
import io.omne.web.problem.RequestProblem;
import io.omne.web.request.RouteRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.json.JsonMapper;

/// What it contributes.
@Configuration(proxyBeanMethods = false)
@Import({BookCommands.class, BookCount.class, BookRoutes.class, BookShelves.class})
public class BooksModule {

    public static final JobKind<NoParameters> COUNT = JobKind.of("count_books");

    static final String PROCESSOR = "books";

    static final ApiDescription API =
            ApiDescription.of(BooksModule.class, "books.yaml", List.of(BookRoutes.Book.class, BookRoutes.Shelf.class));

    /// As it is stored.
    record BookAdded(UUID id, UserId owner, Isbn isbn) {}

    record Isbn(String text) {}

    static final class KnownBook extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Bean
    ApiDescription booksApi() {
        return API;
    }

    @Bean
    RouteRules bookRules() {
        return new RouteRules() {
            @Override
            public Set<String> openPaths() {
                return Set.of("/api/v1/books/count");
            }

            @Override
            public Map<String, Long> bodyLimits() {
                return Map.of("/api/v1/books", 200L);
            }
        };
    }

    @Bean
    ProblemTranslator bookProblems() {
        return cause ->
                cause instanceof KnownBook ? new RequestProblem(HttpStatus.CONFLICT, "There is such a book.") : null;
    }

    @Bean
    EventProcessor bookProcessor() {
        return new EventProcessor(PROCESSOR, EventProcessor.Delivery.FOLLOWING);
    }

    @Bean
    EventJsonTypes bookEvents() {
        return new EventJsonTypes() {
            @Override
            public void configure(JsonMapper.Builder json) {
                json.addMixIn(Isbn.class, OfText.class);
            }

            @Override
            public Optional<String> nameOf(Object event) {
                return event instanceof BookAdded ? Optional.of("book_added") : Optional.empty();
            }
        };
    }

    @SuppressWarnings("UnusedVariable") // of a mix-in only the signatures count
    private abstract static class OfText {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        OfText(String text) {}

        @JsonValue
        abstract String text();
    }
}
