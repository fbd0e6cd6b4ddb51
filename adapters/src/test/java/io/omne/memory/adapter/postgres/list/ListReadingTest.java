package io.omne.memory.adapter.postgres.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.TestDatabase;
import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryIds;
import io.omne.memory.Metadata;
import io.omne.memory.Tags;
import io.omne.memory.api.Filters;
import io.omne.memory.api.ListMemories;
import io.omne.memory.api.ListMemories.PageStart;
import io.omne.memory.api.MemoryFilter;
import io.omne.memory.api.MemoryOrder;
import io.omne.memory.api.MemoryPage;
import io.omne.memory.api.MemoryView;
import io.omne.memory.api.SelectMemories;
import io.omne.memory.api.SelectedMemories;
import io.omne.memory.api.SelectedMemories.Selection;
import io.omne.memory.api.TagFilter.Match;
import io.omne.memory.application.listing.MemoryList.Entry;
import io.omne.memory.domain.Counts;
import io.omne.memory.domain.Decision;
import io.omne.memory.domain.Lifetime;
import io.omne.memory.domain.Memory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.r2dbc.core.DatabaseClient;

@ExtendWith(TestDatabase.Shared.class)
class ListReadingTest {

    private static final int QUERIES = 200;

    private final List<UserId> users =
            Stream.generate(() -> new UserId(UUID.randomUUID())).limit(3).toList();
    private final Map<MemoryId, Memory> memories = new HashMap<>();
    private final Map<MemoryId, Instant> accesses = new HashMap<>();
    private final NamedParameterJdbcTemplate jdbc;
    private final ListTables tables;
    private final DatabaseClient database;
    private PostgresMemoryViews views;

    ListReadingTest(TestDatabase database) {
        jdbc = new NamedParameterJdbcTemplate(database.dataSource());
        tables = new ListTables(jdbc, ListTables.SERVING);
        this.database = DatabaseClient.create(database.connectionFactory());
        views = new PostgresMemoryViews(this.database);
    }

    /// Whichever way it takes, which for so few memories the costs decide.
    @ParameterizedTest
    @CsvSource({"1, 5000, 16, 10000", "2, 0, 0, 0", "3, 20, 1, 10", "4, 0, 1000, 1000", "5, 60, 2, 30", "6, 4, 2, 90"})
    void answersWhatIsAskedWhateverItIs(long seed, long few, long probe, long counted) {
        views = new PostgresMemoryViews(database, new ListCosts(few, probe, counted));
        RandomGenerator random = random(seed);
        var some = new RandomMemories(random);
        add(some, users.get(0), 400);
        add(some, users.get(1), 60);
        var naive = new NaiveList(memories.values(), accesses);
        for (int i = 0; i < QUERIES; i++) {
            ListMemories query = query(random, some, naive);
            assertThat(answer(query)).as("%s", query).isEqualTo(naive.answer(query));
            checkTotal(query, naive, counted);
            assertThat(selection(query.owner(), query.filter()))
                    .as("%s", query.filter())
                    .isEqualTo(naive.selection(query.owner(), query.filter()));
            if (i % 40 == 39) {
                change(some, 12);
                add(some, users.get(0), 6);
            }
        }
    }

    /// A total is exact if it is stored, if there are few memories, or if few are left out of a list whose total is
    /// stored.
    private void checkTotal(ListMemories query, NaiveList naive, long counted) {
        MemoryPage page = read(query);
        Long total = naive.total(query);
        MemoryFilter filter = query.filter();
        boolean isDifference = NaiveList.isLeftOver(filter) && naive.leftOut(query.owner(), filter) <= counted;
        if (total == null || total <= counted || NaiveList.isStored(filter) || isDifference) {
            assertThat(page.total()).as("%s", query).isEqualTo(total);
            assertThat(page.totalAtLeast()).isNull();
        } else {
            assertThat(page.total()).as("%s", query).isNull();
            assertThat(page.totalAtLeast()).as("%s", query).isEqualTo(counted);
        }
    }

    @ParameterizedTest
    @EnumSource
    void passesWhatStandsThroughoutOnceWhileOthersComeAndGo(MemoryOrder.By by) {
        for (MemoryOrder.Direction direction : MemoryOrder.Direction.values()) {
            RandomGenerator random = random(1);
            var some = new RandomMemories(random);
            var owner = new UserId(UUID.randomUUID());
            List<Memory> lasting = add(some, owner, 60);
            List<Memory> passing = new ArrayList<>(add(some, owner, 40));
            var met = new ArrayList<UUID>();
            PageStart start = ListMemories.FIRST_PAGE;
            while (start != null) {
                var query = new ListMemories(owner, MemoryFilter.NONE, new MemoryOrder(by, direction), start, 7);
                MemoryPage page = read(query);
                met.addAll(page.data().stream().map(MemoryView::id).toList());
                start = page.next();
                remove(List.of(passing.removeFirst(), passing.removeLast()));
                passing.addAll(add(some, owner, 1));
            }
            assertThat(met).doesNotHaveDuplicates();
            assertThat(met)
                    .containsAll(
                            lasting.stream().map(memory -> memory.id().value()).toList());
        }
    }

    @Test
    void findsEveryTagByItself() {
        var some = new RandomMemories(random(1));
        for (String tag : RandomMemories.TAGS) {
            Memory memory = tagged(some.memory(users.getFirst()), new Tags(List.of(tag)));
            save(new Entry(null, memory));
            var filter = Filters.tags(Match.ALL, tag);
            var query =
                    new ListMemories(users.getFirst(), filter, MemoryOrder.NEWEST_FIRST, ListMemories.FIRST_PAGE, 10);
            assertThat(answer(query)).isEqualTo(new NaiveList.Answer(List.of(memory.id()), null));
        }
    }

    @Test
    void takesDatesThatNoMemoryCanHave() {
        var some = new RandomMemories(random(1));
        add(some, users.getFirst(), 3);
        for (MemoryOrder.By by : MemoryOrder.By.values()) {
            assertThat(between(by, Instant.MIN, Instant.MAX)).isEqualTo(3);
            assertThat(between(by, Instant.MAX, Instant.MAX)).isZero();
            assertThat(between(by, Instant.MIN, Instant.MIN)).isZero();
        }
    }

    private @Nullable Long between(MemoryOrder.By by, Instant after, Instant before) {
        var order = new MemoryOrder(by, MemoryOrder.Direction.ASC);
        List<Long> totals = Stream.of(Filters.created(after, before), Filters.occurred(after, before))
                .map(filter -> read(new ListMemories(users.getFirst(), filter, order, ListMemories.FIRST_PAGE, 10))
                        .total())
                .distinct()
                .toList();
        assertThat(totals).hasSize(1);
        return totals.getFirst();
    }

    private ListMemories query(RandomGenerator random, RandomMemories some, NaiveList naive) {
        var order = new MemoryOrder(some.one(MemoryOrder.By.values()), some.one(MemoryOrder.Direction.values()));
        UserId owner = users.get(Math.min(random.nextInt(10), 2) == 2 ? random.nextInt(3) : 0);
        return new ListMemories(owner, some.filter(), order, start(random, some, naive, order), 1 + random.nextInt(20));
    }

    private PageStart start(RandomGenerator random, RandomMemories some, NaiveList naive, MemoryOrder order) {
        return switch (random.nextInt(4)) {
            case 0 -> ListMemories.FIRST_PAGE;
            case 1 -> new PageStart.Page(1 + random.nextInt(12));
            case 2 -> naive.start(some.one(memories.values().toArray(Memory[]::new)), order);
            default -> new PageStart.After(some.time(), new MemoryId(UUID.randomUUID()));
        };
    }

    private NaiveList.Answer answer(ListMemories query) {
        MemoryPage page = read(query);
        for (MemoryView view : page.data()) {
            assertThat(view.userId()).isEqualTo(query.owner().value());
            assertThat(view.accessedAt()).isEqualTo(accesses.get(new MemoryId(view.id())));
        }
        List<MemoryId> ids =
                page.data().stream().map(view -> new MemoryId(view.id())).toList();
        return new NaiveList.Answer(ids, page.next());
    }

    private NaiveList.Selected selection(UserId owner, MemoryFilter filter) {
        SelectedMemories selected = Objects.requireNonNull(
                views.select(new SelectMemories(owner, filter, Metadata.NONE)).block());
        Stream<MemoryId> own = memories.values().stream()
                .filter(memory -> memory.owner().equals(owner))
                .map(Memory::id);
        Stream<MemoryId> ids = switch (selected.selection()) {
            case Selection.Everything _ -> own;
            case Selection.Only(MemoryIds only) -> only.stream();
            case Selection.AllBut(MemoryIds others) -> own.filter(id -> !others.contains(id));
        };
        return new NaiveList.Selected(ids.collect(Collectors.toSet()), selected.count(), selected.pending());
    }

    private MemoryPage read(ListMemories query) {
        return Objects.requireNonNull(views.list(query).block());
    }

    private List<Memory> add(RandomMemories some, UserId owner, int count) {
        List<Memory> added =
                Stream.generate(() -> some.memory(owner)).limit(count).toList();
        save(added.stream().map(memory -> new Entry(null, memory)).toArray(Entry[]::new));
        for (Memory memory : added) {
            access(memory, some.time());
        }
        return added;
    }

    /// New tags, and a new place in the order, for some; the end for others.
    private void change(RandomMemories some, int count) {
        for (int i = 0; i < count; i++) {
            Memory memory = some.one(memories.values().toArray(Memory[]::new));
            if (some.isOneIn(2)) {
                remove(List.of(memory));
            } else {
                Memory other = some.memory(memory.owner());
                var lifetime = new Lifetime(memory.lifetime().createdAt(), some.time(), null);
                save(new Entry(
                        memory,
                        new Memory(
                                memory.id(),
                                memory.owner(),
                                memory.content(),
                                other.details(),
                                memory.origin(),
                                other.embedding(),
                                lifetime,
                                new Counts(
                                        1,
                                        memory.counts().version() + 1,
                                        memory.counts().sequence() + 1))));
                access(memory, some.time());
            }
        }
    }

    private void remove(List<Memory> gone) {
        save(gone.stream()
                .map(memory -> new Entry(memory, ((Decision.Accepted) memory.delete(Instant.EPOCH)).memory()))
                .toArray(Entry[]::new));
    }

    private void save(Entry... entries) {
        tables.save(List.of(entries));
        for (Entry entry : entries) {
            Memory after = entry.after();
            if (after.isGone()) {
                memories.remove(after.id());
            } else {
                memories.put(after.id(), after);
                accesses.putIfAbsent(after.id(), after.lifetime().createdAt());
            }
        }
    }

    private void access(Memory memory, Instant at) {
        jdbc.update(
                "update memory_accesses set accessed_at = cast(:at as timestamptz) where user_id = :user and id = :id",
                Map.of(
                        "at", at.toString(),
                        "user", memory.owner().value(),
                        "id", memory.id().value()));
        accesses.put(memory.id(), at);
    }

    private static Memory tagged(Memory memory, Tags tags) {
        return new Memory(
                memory.id(),
                memory.owner(),
                memory.content(),
                memory.details().withTags(tags),
                memory.origin(),
                memory.embedding(),
                memory.lifetime(),
                memory.counts());
    }

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }
}
