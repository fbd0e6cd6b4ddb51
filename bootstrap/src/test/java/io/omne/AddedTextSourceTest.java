package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.access.UserId;
import io.omne.embedding.TextKey;
import io.omne.embedding.Vector;
import io.omne.embedding.api.VectorIndex;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import notes.Notes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;

/// A feature has texts of its own, and no other module is touched: see {@link Notes}.
@Timeout(180)
class AddedTextSourceTest {

    private static final String MODEL = "/api/v1/admin/embeddings/model";
    private static final String TO_LARGE =
            "{\"provider\": \"openai\", \"model\": \"text-embedding-3-small\", \"check\": false}";
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration LONGEST_READ = Duration.ofSeconds(10);

    private final UserId owner = new UserId(UUID.randomUUID());
    private final FakeOpenAi large = FakeOpenAi.start(1536);
    private final TestDatabase database = TestDatabase.create();
    private final Instance server = new Instance(
            database.url(),
            TestRedis.shared(),
            Map.of(
                    "embedding.openai.api-key",
                    FakeProvider.KEY,
                    "embedding.openai.base-url",
                    large.baseUrl(),
                    "omne.embedding.poll-interval",
                    "100ms"),
            Notes.class);
    private final Client client = server.client();
    private final Client administrator = Client.administrator(server.url());

    @BeforeEach
    void startWithASmallModel() {
        assertThat(serving()).isNotEqualTo("text-embedding-3-small");
    }

    @AfterEach
    void close() {
        server.close();
        large.close();
        database.close();
    }

    private String serving() {
        return administrator.get(MODEL).json().path("serving").path("name").asString();
    }

    private Notes notes() {
        return server.get(Notes.class);
    }

    private int dimension(TextKey text) {
        List<Vector> passages = Objects.requireNonNull(
                server.get(VectorIndex.class).find(text.owner(), text.id()).block(LONGEST_READ));
        return passages.isEmpty() ? 0 : passages.getFirst().dimension();
    }

    private String state() {
        return administrator.get(MODEL).json().at("/change/state").asString();
    }

    @Test
    void isCarriedOverByAChangeOfTheModelTogetherWithMemories() {
        large.refuse("bad", 400);
        String memory = client.create("A memory").field("id");
        Eventually.holds(
                SOON,
                () -> client.get("/api/v1/memories/" + memory)
                        .field("embedding_status")
                        .equals("completed"));
        TextKey refused = notes().add(owner, "A bad note");
        List<TextKey> added = IntStream.range(0, 12)
                .mapToObj(i -> notes().add(owner, "Note number " + i))
                .toList();
        assertThat(added).noneMatch(note -> dimension(note) == 1536).noneMatch(note -> dimension(note) == 0);

        assertThat(administrator.post(MODEL, TO_LARGE).status()).isEqualTo(202);
        Eventually.holds(SOON, () -> state().equals("blocked"));
        assertThat(administrator
                        .get(MODEL + "/refused")
                        .json()
                        .at("/data/0/memory_id")
                        .asString())
                .isEqualTo(refused.id().toString());
        notes().delete(refused);
        Eventually.holds(SOON, () -> serving().equals("text-embedding-3-small"));

        assertThat(added).allMatch(note -> dimension(note) == 1536);
        assertThat(client.get("/api/v1/memories/" + memory + "?include=embedding")
                        .json()
                        .path("embedding")
                        .path(0)
                        .size())
                .isEqualTo(1536);
        assertThat(notes().served()).extracting(it -> it.spec().dimension()).containsExactly(1536);
        assertThat(new JdbcTemplate(database.dataSource())
                        .queryForObject("select count(*) from model_backlog", Integer.class))
                .isZero();
    }
}
