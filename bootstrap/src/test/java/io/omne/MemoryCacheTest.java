package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Client.Answer;
import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryKey;
import io.omne.memory.api.MemoryView;
import io.omne.memory.application.reading.MemoryCache;
import io.omne.memory.application.reading.MemoryViews;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/// The cache of two instances on one real Redis, which is stopped, frozen and started again.
class MemoryCacheTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    private static TestDatabase database;
    private static TestRedis redis;
    private static Instance one;
    private static Instance other;

    private Client client;
    private Client onOther;
    private MemoryId id;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        redis = new TestRedis();
        one = new Instance(database.url(), redis.url(), Map.of());
        other = new Instance(database.url(), redis.url(), Map.of());
    }

    @AfterAll
    static void stop() {
        other.close();
        one.close();
        redis.close();
        database.close();
    }

    @BeforeEach
    void createACompletedMemory() {
        client = one.client();
        onOther = client.at(other.client());
        Answer created = client.create("the first content");
        id = new MemoryId(UUID.fromString(created.field("id")));
        Eventually.holds(SOON, () -> get(client).equals("completed"));
        Eventually.holds(SOON, this::isCached);
    }

    private String path() {
        return "/api/v1/memories/" + id;
    }

    private String get(Client from) {
        return from.get(path()).field("embedding_status");
    }

    private boolean isCached() {
        client.get(path());
        return redis.get("memory:" + id) != null;
    }

    private MemoryView view() {
        return Objects.requireNonNull(one.get(MemoryViews.class)
                .find(new MemoryKey(new UserId(client.user()), id))
                .block());
    }

    @Test
    void keepsAViewForFiveMinutesAndNoLonger() {
        Eventually.holds(SOON, () -> isCached() && redis.secondsToLive("memory:" + id) >= 240L);

        assertThat(redis.secondsToLive("memory:" + id)).isLessThanOrEqualTo(300L);
    }

    /// The last write may have taken it out of the cache again.
    @Test
    void givesTheViewWithoutAskingTheDatabase() {
        Eventually.holds(SOON, () -> isCached() && asksOfTheDatabase() == 0);
    }

    private int asksOfTheDatabase() {
        var asked = new AtomicInteger();
        other.get(MemoryCache.class)
                .find(id, Mono.fromCallable(() -> {
                    asked.incrementAndGet();
                    return view();
                }))
                .block();
        return asked.get();
    }

    @Test
    void showsACachedViewToItsOwnerAlone() {
        assertThat(one.client().get(path()).status()).isEqualTo(404);
    }

    @Test
    void forgetsTheViewWithEveryWrite() {
        onOther.patch(path(), "{\"title\": \"A title\"}");
        assertThat(redis.get("memory:" + id)).isNull();
        assertThat(client.get(path()).field("title")).isEqualTo("A title");

        onOther.delete(path());
        assertThat(redis.get("memory:" + id)).isNull();
        assertThat(client.get(path()).status()).isEqualTo(404);
    }

    @Test
    void dropsAFillThatAWriteOvertook() throws Exception {
        MemoryView old = view();
        redis.delete("memory:" + id);
        var reading = new CountDownLatch(1);
        var slowRead = new CompletableFuture<MemoryView>();
        CompletableFuture<@Nullable MemoryView> reader = one.get(MemoryCache.class)
                .find(id, Mono.defer(() -> {
                    reading.countDown();
                    return Mono.fromFuture(slowRead);
                }))
                .toFuture();
        reading.await();

        onOther.patch(path(), "{\"title\": \"Overtaken\"}");
        slowRead.complete(old);
        reader.join();

        assertThat(redis.get("memory:" + id)).isNull();
        assertThat(client.get(path()).field("title")).isEqualTo("Overtaken");
    }

    @Test
    void keepsNothingWhileAWriteIsUnderWay() {
        MemoryCache.Invalidation write = other.get(MemoryCache.class).invalidate(Set.of(id), Set.of());
        write.await();
        assertThat(isCached()).isFalse();

        write.end();
        Eventually.holds(SOON, this::isCached);
    }

    @Test
    void answersWithoutRedisAndBelievesNoOldEntryAfterwards() {
        redis.kill();
        assertThat(onOther.patch(path(), "{\"title\": \"While Redis was away\"}")
                        .status())
                .isEqualTo(200);
        assertThat(client.get(path()).field("title")).isEqualTo("While Redis was away");
        assertThat(client.create("also now").status()).isEqualTo(201);

        redis.start();
        String stale = redis.get("memory:" + id);
        assertThat(stale).as("the entry from before").isNotNull();
        Eventually.holds(SOON, () -> {
            assertThat(client.get(path()).field("title")).isEqualTo("While Redis was away");
            assertThat(onOther.get(path()).field("title")).isEqualTo("While Redis was away");
            String entry = redis.get("memory:" + id);
            return entry != null && !entry.equals(stale);
        });
    }

    @Test
    void answersWhileRedisHangs() throws Exception {
        redis.freeze();
        try {
            assertThat(client.get(path()).status()).isEqualTo(200);
            assertThat(client.patch(path(), "{\"title\": \"While Redis hung\"}").status())
                    .isEqualTo(200);
            assertThat(onOther.get(path()).field("title")).isEqualTo("While Redis hung");
        } finally {
            redis.thaw();
        }
        Eventually.holds(SOON, () -> {
            assertThat(client.get(path()).field("title")).isEqualTo("While Redis hung");
            assertThat(onOther.get(path()).field("title")).isEqualTo("While Redis hung");
            return isCached();
        });
    }
}
