package io.omne.recall.adapter.postgres.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.omne.TestDatabase;
import io.omne.access.UserId;
import io.omne.database.adapter.postgres.PackedRow.Slice;
import io.omne.memory.MemoryId;
import io.omne.memory.api.SelectedMemories.Selection;
import io.omne.recall.adapter.postgres.packed.Pieces;
import io.omne.recall.adapter.postgres.words.RandomIndex.Indexed;
import io.omne.recall.application.ParsedQuery;
import io.omne.recall.application.WordMatches;
import io.omne.recall.application.WordMatches.WordMatch;
import io.omne.recall.application.indexing.IndexEntry;
import io.omne.recall.domain.IndexedMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import reactor.core.publisher.Mono;

/// The index of words, compared with a search that reads every memory.
@ExtendWith(TestDatabase.Shared.class)
class WordIndexTest {

    private static final Selection ALL = new Selection.Everything();

    private final UserId user = new UserId(UUID.randomUUID());
    private final PostgresWordIndex index;
    private final TestDatabase database;

    WordIndexTest(TestDatabase database) {
        this.database = database;
        this.index = new PostgresWordIndex(database.connectionFactory());
    }

    private RandomIndex random(long seed) {
        return new RandomIndex(seed, user, database);
    }

    private static <T> T get(Mono<T> answer) {
        return java.util.Objects.requireNonNull(answer.block(Duration.ofSeconds(30)));
    }

    private WordMatches find(ParsedQuery query, Selection selection, int limit) {
        return get(index.find(user, query, selection, limit));
    }

    /// With none, one and several blocks, and memories that were edited or deleted within them.
    @ParameterizedTest
    @CsvSource({"1, 300", "2, 2500", "3, 4500"})
    void scoresAsBm25Does(long seed, int memories) {
        RandomIndex random = random(seed);
        random.add(memories);
        compare(random);
        random.change(memories / 20);
        compare(random);
        random.add(100);
        compare(random);
    }

    private void compare(RandomIndex random) {
        for (int i = 0; i < 15; i++) {
            ParsedQuery query = random.query();
            Selection selection = random.selection();
            WordMatches found = find(query, selection, 100_000);
            NaiveSearch naive = new NaiveSearch(random.memories(), selection);

            assertThat(found.memories()).isEqualTo(naive.memories());
            assertThat(found.averageLength()).isCloseTo(naive.averageLength(), within(1e-9));
            assertThat(scores(found.best())).isEqualTo(naive.scores(found.query(), found.misspelt()));
            assertThat(found.best())
                    .isSortedAccordingTo(
                            Comparator.comparingDouble(WordMatch::score).reversed());
            assertThat(find(query, selection, 5).best())
                    .isEqualTo(found.best().stream().limit(5).toList());
        }
    }

    private static Set<String> scores(List<WordMatch> matches) {
        return matches.stream()
                .map(it -> "%s %.9f".formatted(it.id(), it.score()))
                .collect(Collectors.toSet());
    }

    /// A search reads everything that is in no block.
    @Test
    void makesBlocksOfFewLongMemories() {
        RandomIndex random = random(11);
        for (int i = 0; i < 90; i++) {
            int memory = i;
            random.add(IntStream.range(0, 8_000)
                    .mapToObj(word -> "w" + (memory * 7_919 + word * 31) % 50_000)
                    .collect(Collectors.joining(" ")));
        }

        assertThat(random.rows("word_blocks")).isBetween(1L, 9L);
        assertThat(random.looseBytes()).isLessThan(WordBlock.LOOSE_BYTES + 1_000_000L);
        compare(random);
        random.change(40);
        compare(random);
    }

    /// A search reads all that is in no block, and pages of each block.
    @Test
    void makesFurtherBlocksOfFewMemoriesAndMergesThem() {
        RandomIndex random = random(12);
        for (int memories = 200; memories <= 7_000; memories += 200) {
            random.add(200);
            assertThat(random.looseRows())
                    .as("in no block, of %d", memories)
                    .isLessThan(random.rows("word_blocks") == 0 ? 2_600 : 1_200);
            assertThat(random.rows("word_blocks")).as("blocks of %d", memories).isLessThan(4 + memories / 2_048);
        }
        compare(random);
        random.change(300);
        random.add(1_000);
        compare(random);
        var blocks = new StoredBlocks(new NamedParameterJdbcTemplate(database.dataSource()));
        assertThat(blocks.broken(user))
                .as("not as their rows, or pages of none")
                .isEmpty();
    }

    /// So that a user with a million memories has dozens of blocks, and not hundreds.
    @Test
    void mergesLargeBlocksOnceMore() {
        RandomIndex random = random(14);
        random.add(9_000);
        random.change(300);
        random.add(9_000);
        assertThat(random.rows("word_blocks")).isBetween(1L, 4L);
        compare(random);
        random.change(300);
        compare(random);
        var blocks = new StoredBlocks(new NamedParameterJdbcTemplate(database.dataSource()));
        assertThat(blocks.broken(user)).as("not as their rows").isEmpty();
    }

    /// Whatever the numbers are that memories get afterwards.
    @Test
    void keepsNothingOfMemoriesThatAreDeleted() {
        RandomIndex random = random(9);
        random.add(2_500);
        assertThat(random.rows("word_blocks")).isPositive();
        random.removeAll();

        assertThat(random.rows("word_blocks") + random.rows("word_pages") + random.rows("indexed_memories"))
                .isZero();
        random.add(2_200);
        compare(random);
    }

    /// A search knows what the one before it has read. The number of a memory is given again if it was the newest and
    /// is deleted, and other servers write, too.
    @Test
    void findsWhatThereIsAfterEachWrite() {
        RandomIndex random = random(13);
        random.add(80);
        for (int step = 0; step < 24; step++) {
            switch (step % 6) {
                case 0 -> random.add(3);
                case 1, 2 -> {
                    random.removeNewest();
                    random.add(1);
                }
                case 3 -> random.removeNewest();
                case 4 -> random.change(2);
                default -> {
                    random.removeNewest();
                    random.add(5);
                }
            }
            var words = String.join(" ", random.words());
            WordMatches found = find(random.parse(words), ALL, 10_000);

            assertThat(found.averageLength())
                    .as("after step %d", step)
                    .isEqualTo(new NaiveSearch(random.memories(), ALL).averageLength());
            assertThat(scores(found.best()))
                    .as("after step %d", step)
                    .isEqualTo(new NaiveSearch(random.memories(), ALL).scores(found.query(), found.misspelt()));
            assertThat(find(random.parse(words), ALL, 10_000))
                    .as("again after step %d", step)
                    .usingRecursiveComparison()
                    .ignoringFields("all")
                    .isEqualTo(found);
        }
        random.removeAll();
        assertThat(find(random.parse("w1 w2"), ALL, 10).memories()).isZero();
    }

    @Test
    void countsNobodyElsesMemories() {
        RandomIndex random = random(4);
        random.add(50);
        WordMatches before = find(random.parse("w1 w2 w3"), ALL, 100);
        new RandomIndex(4, new UserId(UUID.randomUUID()), database).add(300);

        assertThat(find(random.parse("w1 w2 w3"), ALL, 100))
                .usingRecursiveComparison()
                .ignoringFields("all")
                .isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"20, 0", "200, 0", "20, 2200"})
    void findsAMisspeltWordBelowAnExactOne(int memories, int more) {
        RandomIndex random = random(5);
        MemoryId exact = random.add("the zeppelin over the lake");
        MemoryId near = random.add("a zeppelins gondola");
        random.add(memories + more);

        assertThat(ids(find(random.parse("zeppelin"), ALL, 10))).containsExactlyInAnyOrder(exact, near);
        for (String typo : List.of("zepelin", "zeppellin", "zepqelin", "zepeplin", "eppelin", "zeppeli", "qeppelin")) {
            WordMatches found = find(random.parse(typo), ALL, 10);
            assertThat(ids(found)).as(typo).contains(exact);
            assertThat(found.misspelt()).containsExactly(true);
            assertThat(found.best().getFirst().score())
                    .isLessThan(find(random.parse("zeppelin"), ALL, 10)
                            .best()
                            .getFirst()
                            .score());
        }
        assertThat(ids(find(random.parse("zeplin"), ALL, 10))).isEmpty();
        assertThat(find(random.parse("zeppelin"), ALL, 10).misspelt()).containsExactly(false);
    }

    @ParameterizedTest
    @CsvSource({"0", "2200"})
    void requiresPhrasesAndExcludesWords(int more) {
        RandomIndex random = random(6);
        MemoryId ferry = random.add("the ferry to Dover was late");
        MemoryId dover = random.add("from Dover to the ferry");
        MemoryId train = random.add("a ferry to Dover and a train");
        random.add(more);

        assertThat(ids(find(random.parse("ferry"), ALL, 10))).containsExactlyInAnyOrder(ferry, dover, train);
        assertThat(ids(find(random.parse("\"Ferry to Dover\""), ALL, 10))).containsExactlyInAnyOrder(ferry, train);
        assertThat(ids(find(random.parse("\"ferry to dover\" -trains"), ALL, 10)))
                .containsExactly(ferry);
        assertThat(ids(find(random.parse("ferry -\"to Dover\""), ALL, 10))).containsExactly(dover);
        assertThat(ids(find(random.parse("\"dover ferry\""), ALL, 10))).isEmpty();
        assertThat(ids(find(random.parse("-ferry"), ALL, 10))).isEmpty();
    }

    private static List<MemoryId> ids(WordMatches found) {
        return found.best().stream().map(WordMatch::id).toList();
    }

    @Test
    void givesMemoriesWithTheirNeighbours() {
        RandomIndex random = random(7);
        random.add(400);
        for (int i = 0; i < 40; i++) {
            int neighbours = i % 4;
            Selection selection = random.selection();
            List<MemoryId> named = Stream.generate(random::any).limit(5).toList();
            ParsedQuery query = random.query();
            List<IndexedMemory> found = get(index.around(user, query, named, neighbours, selection));
            NaiveSearch naive = new NaiveSearch(random.memories(), selection);

            assertThat(found.stream().map(IndexedMemory::id))
                    .containsExactlyInAnyOrderElementsOf(naive.around(named, neighbours));
            assertThat(found).allSatisfy(it -> {
                Indexed expected = random.memory(it.id());
                assertThat(it.conversation()).isEqualTo(expected.entry().conversation());
                assertThat(it.at()).isEqualTo(expected.entry().happenedAt());
                assertThat(it.speaker()).isEqualTo(expected.entry().speaker());
                assertThat(it.marks()).isEqualTo(expected.entry().marks());
                assertThat(it.pieces()).isEqualTo(pieces(expected.entry()));
                assertThat(it.frequencies()).containsExactly(NaiveSearch.frequencies(expected.entry(), query));
            });
        }
    }

    private static short[] pieces(IndexEntry entry) {
        byte[] packed = Pieces.pack(entry.pieces());
        return Pieces.unpack(new Slice(packed, 0, packed.length));
    }

    @Test
    void knowsAllMemoriesOfAUserWithFew() {
        RandomIndex random = random(11);
        random.add(400);
        for (int i = 0; i < 12; i++) {
            Selection selection = random.selection();
            WordMatches found = get(index.find(user, random.query(), selection, 50));
            List<MemoryId> named = Stream.generate(random::any).limit(20).toList();
            int neighbours = i % 4;

            assertThat(Objects.requireNonNull(found.all()).around(named, neighbours))
                    .usingRecursiveFieldByFieldElementComparator()
                    .containsExactlyInAnyOrderElementsOf(
                            get(index.around(user, found.query(), named, neighbours, selection)));
        }
    }

    @Test
    void leavesOutWhatBreaksAConditionAlsoAmongNeighbours() {
        RandomIndex random = random(10);
        List<MemoryId> all = List.of(
                random.add("the red house by the sea"),
                random.add("a house with a red roof"),
                random.add("the red house with a red roof"));

        assertThat(around(random.parse("\"red house\""), all)).containsExactlyInAnyOrder(all.get(0), all.get(2));
        assertThat(around(random.parse("house -\"red roof\""), all)).containsExactly(all.get(0));
        assertThat(around(random.parse("-roof"), all)).containsExactly(all.get(0));
        assertThat(around(random.parse("\"red house\" -sea"), all)).containsExactly(all.get(2));
        assertThat(around(random.parse("red"), all)).containsExactlyInAnyOrderElementsOf(all);
    }

    private List<MemoryId> around(ParsedQuery query, List<MemoryId> ids) {
        return get(index.around(user, query, ids, 2, ALL)).stream()
                .map(IndexedMemory::id)
                .toList();
    }

    @Test
    void givesTheMemoriesNearestToAPeriod() {
        RandomIndex random = random(8);
        random.add(300);
        for (int i = 0; i < 20; i++) {
            Selection selection = random.selection();
            Instant from = random.memory(random.any()).entry().happenedAt();
            Instant until = from.plus(Duration.ofHours(i));
            List<MemoryId> found = get(index.nearestTo(user, from, until, 20, selection));

            assertThat(found.stream().map(it -> distance(random, it, from, until)))
                    .isEqualTo(new NaiveSearch(random.memories(), selection)
                            .selected().stream()
                                    .map(it -> distance(random, it, from, until))
                                    .sorted()
                                    .limit(20)
                                    .toList());
        }
    }

    @Test
    void knowsTheTimeOfTheNewestMemoryThatIsNotAfterAMoment() {
        RandomIndex random = random(9);
        random.add(300);
        for (int i = 0; i < 20; i++) {
            Selection selection = random.selection();
            Instant until = random.memory(random.any()).entry().happenedAt();

            assertThat(index.newest(user, until, selection).blockOptional(Duration.ofSeconds(20)))
                    .isEqualTo(new NaiveSearch(random.memories(), selection)
                            .selected().stream()
                                    .map(it -> random.memory(it).entry().happenedAt())
                                    .filter(it -> !it.isAfter(until))
                                    .max(Comparator.naturalOrder()));
        }
        assertThat(index.newest(user, Instant.EPOCH, ALL).blockOptional(Duration.ofSeconds(20)))
                .isEmpty();
    }

    private static Duration distance(RandomIndex random, MemoryId id, Instant from, Instant until) {
        Instant at = random.memory(id).entry().happenedAt();
        return at.isBefore(from)
                ? Duration.between(at, from)
                : at.isBefore(until) ? Duration.ZERO : Duration.between(until, at);
    }
}
