package io.omne.memory.adapter.redis;

import static io.omne.memory.adapter.redis.ToyLists.at;
import static io.omne.memory.adapter.redis.ToyLists.page;
import static io.omne.memory.adapter.redis.ToyLists.recent;
import static io.omne.memory.adapter.redis.ToyLists.someone;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.Range;
import io.omne.TestRedis;
import io.omne.access.UserId;
import io.omne.memory.api.ListMemories;
import io.omne.memory.api.MemoryPage;
import io.omne.memory.application.reading.MemoryCache.Invalidation;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/// Readers of one instance and writers of another, who meet in an order that the test sets. State 1 of a
/// list is what the database had before the write, state 2 what it has after.
class ListRaceTest {

    private static TestRedis redis;
    private static CacheInstance one;
    private static CacheInstance other;

    private final UserId user = someone();
    private final ToyLists database = new ToyLists();

    @BeforeAll
    static void start() {
        redis = new TestRedis();
        var epochs = new CacheInstance.Epochs();
        one = new CacheInstance(redis, epochs, Duration.ofSeconds(5));
        other = new CacheInstance(redis, epochs, Duration.ofSeconds(5));
    }

    @AfterAll
    static void stop() {
        other.close();
        one.close();
        redis.close();
    }

    private long ask(CacheInstance instance, int state) {
        return Objects.requireNonNull(
                instance.page(recent(user), database.giving(at(state))).total());
    }

    /// A reader that has looked into the cache and asked the database, which takes its time.
    private static final class SlowRead {

        private final CompletableFuture<MemoryPage> answer = new CompletableFuture<>();
        private final CompletableFuture<@Nullable MemoryPage> reader;

        SlowRead(CacheInstance instance, ListMemories query) throws InterruptedException {
            var asked = new CountDownLatch(1);
            instance.awaitTrust();
            reader = instance.cache()
                    .page(query, Mono.defer(() -> {
                        asked.countDown();
                        return Mono.fromFuture(answer);
                    }))
                    .toFuture();
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
        }

        void answers(int state) {
            answer.complete(at(state));
            assertThat(Objects.requireNonNull(reader.join()).total()).isEqualTo(state);
        }
    }

    @ParameterizedTest(name = "{0} page(s) kept before")
    @ValueSource(ints = {0, 1})
    void believesNoFillThatAWriteOvertook(int kept) throws Exception {
        for (int i = 1; i <= kept; i++) {
            ask(other, 1);
            redis.delete("memories:user:" + user + ":recent");
        }
        var reader = new SlowRead(one, recent(user));

        Invalidation write = other.begin(user);
        write.end();
        reader.answers(1);

        assertThat(ask(one, 2)).isEqualTo(2);
        assertThat(ask(other, 3)).isEqualTo(2);
    }

    @Test
    void believesNoFillThatAWriteBeganToOvertake() throws Exception {
        var reader = new SlowRead(one, recent(user));
        Invalidation write = other.begin(user);
        reader.answers(1);

        assertThat(ask(other, 2)).isEqualTo(2);
        write.end();
        assertThat(ask(one, 2)).isEqualTo(2);
    }

    @Test
    void keepsAndBelievesNothingWhileAWriteIsUnderWay() {
        ask(one, 1);
        Invalidation write = other.begin(user);

        assertThat(ask(one, 1)).isEqualTo(1);
        assertThat(ask(one, 2)).isEqualTo(2);
        write.end();

        assertThat(ask(one, 3)).isEqualTo(3);
        assertThat(ask(other, 4)).isEqualTo(3);
    }

    @Test
    void waitsForTheLastOfSeveralWriters() throws Exception {
        Invalidation a = one.begin(user);
        Invalidation b = other.begin(user);
        b.end();
        var reader = new SlowRead(other, recent(user));
        reader.answers(1);
        var slower = new SlowRead(one, recent(user));
        // Here a commits.
        assertThat(ask(other, 2)).isEqualTo(2);
        a.end();
        slower.answers(1);

        assertThat(ask(one, 2)).isEqualTo(2);
        assertThat(ask(other, 3)).isEqualTo(2);
    }

    @Test
    void believesNothingOldOfAWriterThatNeverEnds() throws Exception {
        ask(one, 1);
        var reader = new SlowRead(one, page(user, 2, 10));
        one.begin(user);
        other.begin(user).end();
        // Here the first commits, and its process dies.
        reader.answers(1);

        for (int state = 2; state < 5; state++) {
            assertThat(ask(other, state)).isEqualTo(state);
        }
        aMinutePasses();
        assertThat(ask(other, 5)).isEqualTo(5);
        assertThat(ask(one, 6)).isEqualTo(5);
        assertThat(other.page(page(user, 2, 10), database.giving(at(6))).total())
                .isEqualTo(6);
    }

    @Test
    void givesAWriterAMinute() {
        one.begin(user);

        long now = Objects.requireNonNull(redis.ask(it -> Long.valueOf(it.time().getFirst())));
        double givenUp = Objects.requireNonNull(redis.ask(
                it -> it.zrangeWithScores(generation(), 0, 0).getFirst().getScore()));
        assertThat(givenUp).isBetween(now + 50.0, now + 60.0);
        assertThat(redis.secondsToLive(generation())).isBetween(290L, 300L);
    }

    @Test
    void believesNoPageAfterItsTurnWasForgotten() throws Exception {
        ask(one, 1);
        var reader = new SlowRead(one, page(user, 2, 10));
        Invalidation write = other.begin(user);
        redis.delete(generation());
        assertThat(ask(one, 1)).isEqualTo(1);
        write.end();
        redis.delete(generation());
        reader.answers(1);

        assertThat(ask(one, 2)).isEqualTo(2);
        assertThat(other.page(page(user, 2, 10), database.giving(at(2))).total())
                .isEqualTo(2);
    }

    private String generation() {
        return "memories:user:" + user + ":generation";
    }

    /// Makes all writers' minutes end now.
    private void aMinutePasses() {
        redis.ask(it -> {
            for (String writer : it.zrangebyscore(generation(), Range.create(0, Long.MAX_VALUE))) {
                it.zadd(generation(), 1, writer);
            }
            return it.zcard(generation());
        });
    }
}
