package io.omne;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omne.Client.Answer;
import io.omne.access.UserId;
import io.omne.access.api.CreationLimit.Kind;
import io.omne.memory.Change;
import io.omne.memory.Content;
import io.omne.memory.Details;
import io.omne.memory.Edit;
import io.omne.memory.MemoryId;
import io.omne.memory.MemorySource;
import io.omne.memory.MemoryType;
import io.omne.memory.Metadata;
import io.omne.memory.Origin;
import io.omne.memory.RelatedMemories;
import io.omne.memory.Tags;
import io.omne.memory.api.CreateMemories;
import io.omne.memory.api.CreatedMemories;
import io.omne.memory.api.CreatedMemories.RejectedMemory;
import io.omne.memory.api.DeleteMemory;
import io.omne.memory.api.EditMemory;
import io.omne.memory.api.EditedMemory;
import io.omne.memory.api.Filters;
import io.omne.memory.api.FindMemory;
import io.omne.memory.api.InvalidEdit;
import io.omne.memory.api.ListMemories;
import io.omne.memory.api.ListMemories.PageStart;
import io.omne.memory.api.MemoryFilter;
import io.omne.memory.api.MemoryNotFound;
import io.omne.memory.api.MemoryOrder;
import io.omne.memory.api.MemoryPage;
import io.omne.memory.api.MemoryView;
import io.omne.memory.api.NewMemory;
import io.omne.memory.api.StaleVersion;
import io.omne.memory.api.TagFilter.Match;
import io.omne.validation.InvalidValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.queryhandling.QueryGateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A client that speaks no HTTP, and knows `memory.api` alone, meets the same rules as one of the REST API.
class SecondClientTest {

    private static final String PATH = "/api/v1/memories";
    private static final int LIMIT = 4;

    private static TestDatabase database;
    private static Instance server;
    private static CommandGateway commands;
    private static QueryGateway queries;

    private Client rest;
    private UserId owner;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        server = new Instance(
                database.url(),
                TestRedis.shared(),
                Map.of("omne.embedding.workers", 0, "omne.rate-limit.memories", LIMIT));
        commands = server.get(CommandGateway.class);
        queries = server.get(QueryGateway.class);
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    @BeforeEach
    void comeAsSomebodyNew() {
        rest = server.client();
        owner = new UserId(rest.user());
    }

    private static NewMemory memory(String content, String... tags) {
        return new NewMemory(
                new Content(content),
                new Details(
                        MemoryType.NOTE,
                        null,
                        new Tags(List.of(tags)),
                        Metadata.NONE,
                        null,
                        RelatedMemories.NONE,
                        null),
                new Origin(MemorySource.AI_EXTRACTED, null, null));
    }

    private CreatedMemories create(NewMemory... memories) {
        return commands.sendAndWait(new CreateMemories(owner, Kind.MEMORIES, null, List.of(memories), null));
    }

    private EditedMemory edit(MemoryView memory, String content, Set<Integer> ifVersions) {
        var edit = new Edit(
                Change.to(new Content(content)),
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.keep());
        return commands.sendAndWait(new EditMemory(owner, new MemoryId(memory.id()), edit, ifVersions));
    }

    private static <R> R ask(Object query, Class<R> answer) {
        return queries.query(query, answer).orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static String error(InvalidValue it) {
        return it.field() + " " + it.code().text() + " " + it.getMessage();
    }

    private static Stream<String> errors(Answer answer) {
        return answer.json()
                .path("errors")
                .valueStream()
                .map(it -> it.path("field").asString() + " " + it.path("code").asString() + " "
                        + it.path("message").asString());
    }

    @Test
    void createsWhatRestWould() {
        CreatedMemories created =
                create(memory("a<script>b</script>"), memory("<script>c</script>"), memory("\u200B"), memory("d"));

        assertThat(created.memories()).extracting(MemoryView::content).containsExactly("a", "d");
        assertThat(created.cleaned()).containsExactly(List.of("content"), List.of());
        assertThat(created.rejected()).extracting(RejectedMemory::index).containsExactly(1, 2);
        assertThat(created.rejected())
                .flatMap(RejectedMemory::errors)
                .map(SecondClientTest::error)
                .containsExactlyElementsOf(Stream.of("<script>c</script>", "\u200B")
                        .map(rest::create)
                        .flatMap(SecondClientTest::errors)
                        .toList());
        assertThat(rest.get(PATH + "/" + created.memories().getFirst().id()).field("content"))
                .isEqualTo("a");
    }

    @Test
    void isLimitedWithRest() {
        assertThat(rest.create("a").status()).isEqualTo(201);

        CreatedMemories created = create(memory("b"), memory("<svg>"), memory("c"), memory("d"), memory("e"));

        assertThat(created.memories()).extracting(MemoryView::content).containsExactly("b", "c", "d");
        assertThat(rest.create("f").status()).isEqualTo(429);
    }

    @Test
    void editsWhatRestWould() {
        MemoryView memory = create(memory("a")).memories().getFirst();
        String path = PATH + "/" + memory.id();

        EditedMemory edited = edit(memory, "b<script>c</script>", Set.of(memory.version()));

        assertThat(edited.memory().content()).isEqualTo("b");
        assertThat(edited.cleaned()).containsExactly("content");
        assertThat(rest.get(path).field("content")).isEqualTo("b");
        assertThatExceptionOfType(InvalidEdit.class)
                .isThrownBy(() -> edit(memory, "<script>c</script>", Set.of()))
                .satisfies(it -> assertThat(it.errors().stream().map(SecondClientTest::error))
                        .containsExactlyElementsOf(errors(rest.patch(path, "{\"content\": \"<script>c</script>\"}"))
                                .toList()));
        assertThatThrownBy(() -> edit(memory, "d", Set.of(memory.version()))).isInstanceOf(StaleVersion.class);
    }

    @Test
    void listsWhatRestWould() {
        create(memory("a", "x", "y"), memory("b", "x"), memory("c"));
        MemoryFilter filter = Filters.tags(Match.ANY, "y", "x");

        var query = new ListMemories(owner, filter, MemoryOrder.NEWEST_FIRST, ListMemories.FIRST_PAGE, 20);
        Eventually.holds(
                Duration.ofSeconds(60), () -> !ask(query, MemoryPage.class).stale());
        MemoryPage page = ask(query, MemoryPage.class);

        assertThat(page.data()).extracting(MemoryView::content).containsExactly("b", "a");
        assertThat(rest.list(PATH + "?tags=x,y&tags_match=any")
                        .json()
                        .path("data")
                        .valueStream()
                        .map(it -> UUID.fromString(it.path("id").asString())))
                .containsExactlyElementsOf(
                        page.data().stream().map(MemoryView::id).toList());
    }

    @Test
    void asksForNoMoreThanRestMay() {
        for (int perPage : new int[] {0, -1, 101}) {
            assertThatExceptionOfType(InvalidValue.class)
                    .isThrownBy(() -> new ListMemories(
                            owner, MemoryFilter.NONE, MemoryOrder.NEWEST_FIRST, ListMemories.FIRST_PAGE, perPage))
                    .satisfies(it ->
                            assertThat(it.field() + " " + it.code().text()).isEqualTo("per_page out_of_range"));
        }
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() -> new ListMemories(
                        owner, MemoryFilter.NONE, MemoryOrder.NEWEST_FIRST, new PageStart.Page(101), 100))
                .satisfies(it -> assertThat(Stream.of(error(it)))
                        .containsExactlyElementsOf(errors(rest.get(PATH + "?page=101&per_page=100"))
                                .toList()));
    }

    @Test
    void deletesWhatRestThenDoesNotFind() {
        MemoryView memory = create(memory("a")).memories().getFirst();
        var id = new MemoryId(memory.id());

        commands.sendAndWait(new DeleteMemory(owner, id, Set.of(memory.version())));

        assertThat(rest.get(PATH + "/" + memory.id()).status()).isEqualTo(404);
        assertThatThrownBy(() -> commands.sendAndWait(new DeleteMemory(owner, id, Set.of())))
                .isInstanceOf(MemoryNotFound.class);
        assertThatThrownBy(() -> ask(new FindMemory(owner, id), MemoryView.class))
                .hasRootCauseInstanceOf(MemoryNotFound.class);
    }
}
