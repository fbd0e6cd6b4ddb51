package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryType;
import io.omne.memory.Metadata;
import io.omne.memory.api.Filters;
import io.omne.memory.api.FindMemories;
import io.omne.memory.api.FindMemories.FoundMemories;
import io.omne.memory.api.MemoryFilter;
import io.omne.memory.api.MemoryView;
import io.omne.memory.api.SelectMemories;
import io.omne.memory.api.SelectedMemories;
import io.omne.memory.api.SelectedMemories.Selection;
import io.omne.memory.application.reading.AccessTimes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a module that searches asks of memories.
@Timeout(120)
class SelectionsTest {

    private static final String PATH = "/api/v1/memories";

    private static TestDatabase database;
    private static Instance server;

    private Client client;
    private final List<MemoryId> ids = new ArrayList<>();

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        server = new Instance(database.url(), TestRedis.shared(), Map.of("omne.embedding.workers", 0));
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    @BeforeEach
    void haveThreeMemories() {
        client = server.client();
        add("\"memory_type\":\"task\",\"metadata\":{\"project\":\"x\",\"n\":1.50,\"done\":true,\"none\":null}");
        add("\"metadata\":{\"project\":\"X\",\"n\":\"1.5\",\"done\":\"true\",\"none\":\"null\"}");
        add("\"metadata\":{\"in\":{\"project\":\"x\"},\"n\":1e999,\"list\":[1]}");
    }

    private MemoryId add(String more) {
        var id = new MemoryId(UUID.fromString(
                client.post(PATH, "{\"content\":\"c\",%s}".formatted(more)).field("id")));
        ids.add(id);
        return id;
    }

    private UserId owner() {
        return new UserId(client.user());
    }

    private SelectedMemories select(MemoryFilter filter, Map<String, @Nullable Object> metadata) {
        return server.get(QueryGateway.class)
                .query(new SelectMemories(owner(), filter, new Metadata(metadata)), SelectedMemories.class)
                .join();
    }

    private List<Integer> selected(String name, @Nullable Object value) {
        var metadata = new HashMap<String, @Nullable Object>();
        metadata.put(name, value);
        SelectedMemories selected = select(MemoryFilter.NONE, metadata);
        assertThat(selected.selection()).isInstanceOf(Selection.Only.class);
        List<Integer> numbers = ((Selection.Only) selected.selection())
                .ids().stream().map(ids::indexOf).sorted().toList();
        assertThat(selected.count()).isEqualTo(numbers.size());
        return numbers;
    }

    private List<MemoryView> find(MemoryId... wanted) {
        return server.get(QueryGateway.class)
                .query(new FindMemories(owner(), List.of(wanted)), FoundMemories.class)
                .join()
                .memories();
    }

    @Test
    void nameTheFewThatAreLeftOut() {
        assertThat(select(MemoryFilter.NONE, Map.of()))
                .isEqualTo(new SelectedMemories(new Selection.Everything(), 3, 3, false));
        assertThat(select(Filters.superseded(false), Map.of()))
                .isEqualTo(new SelectedMemories(new Selection.Everything(), 3, 3, false));

        client.patch(PATH + "/" + ids.get(1), "{\"superseded_by\":\"%s\"}".formatted(ids.get(0)));

        SelectedMemories current = select(Filters.superseded(false), Map.of());
        assertThat(current.count()).isEqualTo(2);
        assertThat(current.pending()).isEqualTo(2);
        var others = (Selection.AllBut) current.selection();
        assertThat(others.ids().stream()).containsExactly(ids.get(1));
        assertThat(others.ids().contains(ids.get(1))).isTrue();
        assertThat(others.ids().contains(ids.get(0))).isFalse();
        var tasks =
                (Selection.Only) select(Filters.type(MemoryType.TASK), Map.of()).selection();
        assertThat(tasks.ids().stream()).containsExactly(ids.get(0));
    }

    @Test
    void compareScalarsOfTheMetadata() {
        assertThat(selected("project", "x")).containsExactly(0);
        assertThat(selected("project", "X")).containsExactly(1);
        assertThat(selected("project", "y")).isEmpty();
        assertThat(selected("n", new BigDecimal("1.500"))).containsExactly(0);
        assertThat(selected("n", "1.5")).containsExactly(1);
        assertThat(selected("n", new BigDecimal("1e999"))).containsExactly(2);
        assertThat(selected("n", BigInteger.ONE)).isEmpty();
        assertThat(selected("done", true)).containsExactly(0);
        assertThat(selected("done", "true")).containsExactly(1);
        assertThat(selected("none", null)).containsExactly(0);
        assertThat(selected("none", "null")).containsExactly(1);
        assertThat(selected("list", null)).isEmpty();
        assertThat(selected("'; drop table memories; --", "x")).isEmpty();
        SelectedMemories both = select(Filters.type(MemoryType.NOTE), Map.of("project", "X", "done", "true"));
        assertThat(((Selection.Only) both.selection()).ids().stream()).containsExactly(ids.get(1));
    }

    @Test
    void findViewsInTheOrderAskedForAndMoveNoTimeOfAccess() {
        var unknown = new MemoryId(UUID.randomUUID());
        var foreign =
                new MemoryId(UUID.fromString(server.client().create("foreign").field("id")));
        client.patch(
                PATH + "/" + ids.get(0), "{\"related_memories\":[\"%s\",\"%s\"]}".formatted(ids.get(1), ids.get(2)));
        client.delete(PATH + "/" + ids.get(1));
        AccessTimes accesses = server.get(AccessTimes.class);
        accesses.stop();
        String before = list();

        List<MemoryView> found = find(ids.get(2), unknown, ids.get(0), foreign, ids.get(1));

        assertThat(found)
                .extracting(MemoryView::id)
                .containsExactly(ids.get(2).value(), ids.get(0).value());
        assertThat(found.get(1).relatedMemories()).containsExactly(ids.get(2).value());
        assertThat(find()).isEmpty();
        accesses.stop();
        assertThat(list()).isEqualTo(before);
    }

    private String list() {
        return client.get(PATH + "?sort_by=accessed_at").text();
    }
}
