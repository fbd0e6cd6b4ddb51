package io.omne.memory.adapter.redis;

import static io.omne.memory.adapter.redis.ToyLists.after;
import static io.omne.memory.adapter.redis.ToyLists.at;
import static io.omne.memory.adapter.redis.ToyLists.holding;
import static io.omne.memory.adapter.redis.ToyLists.notes;
import static io.omne.memory.adapter.redis.ToyLists.page;
import static io.omne.memory.adapter.redis.ToyLists.recent;
import static io.omne.memory.adapter.redis.ToyLists.someone;
import static io.omne.memory.adapter.redis.ToyLists.tagged;
import static org.assertj.core.api.Assertions.assertThat;

import io.omne.TestRedis;
import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import io.omne.memory.api.ListMemories;
import io.omne.memory.api.MemoryPage;
import io.omne.memory.api.TagFilter.Match;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/// What is kept of lists, where and for how long.
class CachedListsTest {

    private static final int LIMIT = 512 * 1024;

    private static TestRedis redis;
    private static CacheInstance instance;

    private final UserId user = someone();
    private final ToyLists database = new ToyLists();

    @BeforeAll
    static void start() {
        redis = new TestRedis();
        instance = new CacheInstance(redis, new CacheInstance.Epochs(), Duration.ofSeconds(5));
    }

    @AfterAll
    static void stop() {
        instance.close();
        redis.close();
    }

    private MemoryPage ask(ListMemories query, MemoryPage inDatabase) {
        return instance.page(query, database.giving(inDatabase));
    }

    private String key(String rest) {
        return "memories:user:" + user + ":" + rest;
    }

    private List<String> keys(String rest) {
        return Objects.requireNonNull(redis.ask(it -> it.keys(key(rest))));
    }

    @Test
    void givesBackTheVeryPageWithoutAskingTheDatabase() {
        for (ListMemories query : List.of(recent(user), page(user, 2, 50), notes(user))) {
            MemoryPage first = ask(query, at(7));

            assertThat(ask(query, at(8))).isEqualTo(first);
        }
        assertThat(database.asked()).isEqualTo(3);
    }

    @Test
    void keepsTheTenNewestForAMinute() {
        ask(recent(user), at(1));

        assertThat(redis.secondsToLive(key("recent"))).isBetween(50L, 60L);
        assertThat(keys("list:*")).isEmpty();
    }

    @Test
    void keepsAnyOtherPageAndTheTotalForTwoMinutes() {
        ask(page(user, 2, 10), at(1));

        assertThat(keys("list:*"))
                .singleElement()
                .satisfies(key -> assertThat(redis.secondsToLive(key)).isBetween(110L, 120L));
        assertThat(redis.secondsToLive(key("count"))).isBetween(110L, 120L);
        assertThat(redis.get(key("recent"))).isNull();
    }

    @Test
    void keepsOneTotalForAllPagesWithoutFilter() {
        ask(recent(user), at(5));
        ask(page(user, 2, 10), at(6));

        assertThat(ask(recent(user), at(7)).total()).isEqualTo(6);
    }

    @Test
    void keepsAFilteredTotalWithItsPage() {
        ask(recent(user), at(5));
        ask(notes(user), at(2));

        assertThat(ask(notes(user), at(9)).total()).isEqualTo(2);
        assertThat(ask(recent(user), at(9)).total()).isEqualTo(5);
    }

    @Test
    void asksTheDatabaseWhereTheTotalIsMissing() {
        ask(recent(user), at(5));
        redis.delete(key("count"));

        assertThat(ask(recent(user), at(6)).total()).isEqualTo(6);
    }

    @Test
    void keepsHowFarMemoriesWereCounted() {
        var counted = new MemoryPage(at(1).data(), null, 10_000L, null, false);
        ask(notes(user), counted);

        assertThat(ask(notes(user), at(2))).isEqualTo(counted);
    }

    @Test
    void needsNoTotalForWhatComesAfterACursor() {
        ListMemories query = after(user, new MemoryId(UUID.randomUUID()));
        MemoryPage last = new MemoryPage(at(1).data(), null, null, null, false);

        assertThat(ask(query, last)).isEqualTo(last);
        assertThat(ask(query, at(9))).isEqualTo(last);
        assertThat(redis.get(key("count"))).isNull();
    }

    @Test
    void tellsQueriesApartByWhatTheyAskFor() {
        var id = new MemoryId(UUID.randomUUID());
        List<ListMemories> queries = List.of(
                recent(user),
                page(user, 2, 10),
                page(user, 1, 20),
                notes(user),
                tagged(user, Match.ALL, "a", "b"),
                tagged(user, Match.ANY, "a", "b"),
                tagged(user, Match.ALL, "a,b"),
                after(user, id));

        for (int i = 0; i < queries.size(); i++) {
            ask(queries.get(i), holding(1, "page " + i));
        }
        for (int i = 0; i < queries.size(); i++) {
            assertThat(ask(queries.get(i), at(9)).data().getFirst().content()).isEqualTo("page " + i);
        }
    }

    @Test
    void takesQueriesForTheSameThatAskTheSame() {
        ask(tagged(user, Match.ALL, "a", "b"), at(1));
        ask(tagged(user, Match.ALL, "b", "a"), at(2));
        ask(tagged(user, Match.ANY, "a"), at(3));
        ask(tagged(user, Match.ALL, "a"), at(4));
        ask(tagged(user, Match.ANY), at(5));
        ask(recent(user), at(6));

        assertThat(database.asked()).isEqualTo(3);
    }

    @Test
    void keepsEachUsersListsToThemselves() {
        UserId other = someone();
        ask(recent(user), at(1));

        assertThat(ask(recent(other), at(2)).total()).isEqualTo(2);
        instance.begin(other).end();

        assertThat(ask(recent(user), at(3)).total()).isEqualTo(1);
        assertThat(ask(recent(other), at(3)).total()).isEqualTo(3);
    }

    @Test
    void keepsNoStalePage() {
        ask(recent(user), new MemoryPage(at(1).data(), 1L, null, null, true));

        assertThat(keys("*")).containsExactly(key("generation"));
    }

    @Test
    void keepsNoPageOfMoreThanItsRoom() {
        String large = "x".repeat(LIMIT / 16);
        ask(page(user, 1, 15), holding(1, repeated(large, 15)));
        assertThat(ask(page(user, 1, 15), at(2)).total()).isEqualTo(1);

        ask(page(user, 1, 17), holding(3, repeated(large, 17)));
        assertThat(ask(page(user, 1, 17), at(4)).total()).isEqualTo(4);

        // Two letters by their length, four bytes.
        ask(page(user, 1, 16), holding(5, "🙂".repeat(LIMIT / 4)));
        assertThat(ask(page(user, 1, 16), at(6)).total()).isEqualTo(6);
    }

    private static String[] repeated(String content, int times) {
        return Collections.nCopies(times, content).toArray(String[]::new);
    }

    @Test
    void ignoresAnEntryOfAnotherForm() {
        for (String change :
                List.of("\"title\":->\"headline\":", "\"next\":null,->", "[->", "\"stale\":->\"x\":1,\"stale\":")) {
            MemoryPage page = new MemoryPage(at(1).data(), 1L, null, null, false);
            ask(recent(user), page);
            String[] it = change.split("->", -1);
            String entry = Objects.requireNonNull(redis.get(key("recent")));
            String changed = entry.replace(it[0], it[1]);
            assertThat(changed).isNotEqualTo(entry);
            redis.ask(commands -> commands.set(key("recent"), changed));

            assertThat(ask(recent(user), at(2)).total()).as(change).isEqualTo(2);
            redis.delete(key("recent"));
        }
    }

    @Test
    void givesAFailureOfTheDatabaseAsItIs() {
        var failure = new IllegalStateException("no database");

        assertThat(instance.cache()
                        .page(recent(user), Mono.error(failure))
                        .materialize()
                        .map(it -> Objects.requireNonNull(it.getThrowable()))
                        .block())
                .isSameAs(failure);
        assertThat(instance.trusts()).isTrue();
    }
}
