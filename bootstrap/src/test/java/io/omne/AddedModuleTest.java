package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import books.BooksModule;
import io.omne.Client.Answer;
import io.omne.jobs.api.JobState;
import io.omne.jobs.api.Jobs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/// A module is added, and no other module is touched: see {@link BooksModule}.
@Timeout(180)
class AddedModuleTest {

    private static final String BOOKS = "/api/v1/books";
    private static final Duration SOON = Duration.ofSeconds(30);

    private static TestDatabase database;
    private static Instance server;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        server = new Instance(
                database.url(),
                TestRedis.shared(),
                Map.of("embedding.provider", ZeroCost.NAME, "omne.cors.allowed-origins", "https://app.example"),
                BooksModule.class);
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    private Client client;

    @BeforeEach
    void beANewUser() {
        client = server.client();
    }

    private Answer add(String isbn) {
        return client.post(
                BOOKS, Client.JSON.createObjectNode().put("isbn", isbn).toString());
    }

    private List<String> shelf() {
        return client.get(BOOKS)
                .json()
                .path("isbns")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    @Test
    void servesOverHttp() {
        Answer added = add("978-1");

        assertThat(added.status()).isEqualTo(201);
        assertThat(added.json().propertyNames()).containsExactly("book_id", "isbn");
        assertThat(add("978-1").status()).isEqualTo(409);
        assertThat(add("978-1").field("detail")).isEqualTo("There is such a book.");
        assertThat(client.post(BOOKS, "{\"title\": \"x\"}").json().path("errors"))
                .hasSize(2);
        assertThat(client.post(BOOKS, " ".repeat(201)).status()).isEqualTo(413);
    }

    @Test
    void hasAnOpenPathAndClosedOnes() {
        Client stranger = Client.stranger(server.url());

        assertThat(stranger.get(BOOKS + "/count").status()).isEqualTo(200);
        assertThat(stranger.get(BOOKS).status()).isEqualTo(401);
    }

    @Test
    void storesItsEventsAndReadsThem() {
        String id = add("978-2").field("book_id");

        Eventually.holds(SOON, () -> shelf().equals(List.of("978-2")));
        assertThat(server.get(JdbcTemplate.class).queryForObject("""
                        select type || ' ' || (convert_from(payload, 'UTF8')::json ->> 'isbn') from domain_events
                        where aggregate_identifier = ?""", String.class, id))
                .isEqualTo("Book 978-2");
    }

    /// Twice, and the second time with the book that was added after the first.
    @Test
    void hasAJobThatRunsPeriodically() {
        JobState first = counted(_ -> true);
        int before = books(first);
        add("978-4");

        JobState later = counted(job -> books(job) > before);

        assertThat(later.askedAt()).isAfter(first.askedAt());
        assertThat(later.done()).isEqualTo(books(later));
    }

    private static JobState counted(Predicate<JobState> expected) {
        var found = new AtomicReference<JobState>();
        Eventually.holds(SOON, () -> {
            server.get(Jobs.class)
                    .latest(BooksModule.COUNT)
                    .filter(job -> job.state() == JobState.State.COMPLETED)
                    .filter(expected)
                    .ifPresent(found::set);
            return found.get() != null;
        });
        return found.get();
    }

    private static int books(JobState count) {
        return Client.JSON.readTree(count.outcome()).path("books").asInt();
    }

    @Test
    void standsInTheDocumentAfterMemoriesAndBeforeTheRest() {
        var document =
                new ApiDocument(Client.stranger(server.url()).get("/openapi").json());

        assertThat(document.json()
                        .path("tags")
                        .valueStream()
                        .map(tag -> tag.path("name").asString()))
                .containsExactly("memories", "books", "search", "conversations", "administration", "operation");
        assertThat(document.operations())
                .filteredOn(operation -> operation.path().startsWith(BOOKS))
                .extracting(ApiDocument.ApiOperation::id)
                .containsExactlyInAnyOrder("listBooks", "addBook", "countBooks");
        JsonNode shelf = document.json().at("/components/schemas/Shelf");
        assertThat(document.faults(shelf, client.get(BOOKS).json())).isEmpty();
    }

    /// Of the same owner, whose memory stands beside the book.
    @Test
    void disturbsNeitherHistoryNorStreamNorVerification() {
        try (SentEvents stream = client.stream("/api/v1/memories/events")) {
            stream.block();
            add("978-3");
            String memory = client.create("a memory").field("id");

            assertThat(Objects.requireNonNull(stream.event()).data()).contains(memory);
            assertThat(client.get("/api/v1/memories/" + memory + "/history")
                            .json()
                            .at("/data/0/type")
                            .asString())
                    .isEqualTo("created");
            assertThat(client.list("/api/v1/memories").json().path("data")).hasSize(1);
        }
        assertThat(verified().path("outcome").path("differences").asInt(-1)).isZero();
        assertThat(verified().path("outcome").path("events").asInt()).isPositive();
    }

    private static JsonNode verified() {
        Client administrator = Client.administrator(server.url());
        assertThat(administrator.send("POST", "/api/v1/admin/verify").status()).isEqualTo(202);
        Eventually.holds(
                SOON,
                () -> administrator.get("/api/v1/admin/verify").field("state").equals("completed"));
        return administrator.get("/api/v1/admin/verify").json();
    }
}
