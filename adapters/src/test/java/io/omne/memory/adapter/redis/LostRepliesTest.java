package io.omne.memory.adapter.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.LostReplies;
import io.omne.TestRedis;
import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.core.publisher.Mono;

/// Replies of Redis that the client has lost, with the time-outs of their commands.
@Timeout(60)
class LostRepliesTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final TestRedis server = new TestRedis();
    private final CacheInstance.Epochs epochs = new CacheInstance.Epochs();
    private final CacheInstance instance = new CacheInstance(server, epochs, Duration.ofSeconds(5));
    private final ReactiveStringRedisTemplate lost = LostReplies.template();
    private final UserId user = new UserId(UUID.randomUUID());
    private final MemoryId id = new MemoryId(UUID.randomUUID());

    @BeforeEach
    void start() {
        instance.awaitTrust();
    }

    @AfterEach
    void stop() {
        instance.close();
        server.close();
    }

    @Test
    void keepNoReaderWaiting() {
        var views = new CachedViews(lost, instance.trust());
        var lists = new CachedLists(lost, new ListGeneration(lost), instance.trust());

        assertThat(views.find(id, Mono.empty()).blockOptional(SOON)).isEmpty();
        assertThat(instance.trusts()).isFalse();
        instance.awaitTrust();
        assertThat(lists.page(ToyLists.recent(user), Mono.empty()).blockOptional(SOON))
                .isEmpty();
        assertThat(instance.trusts()).isFalse();
    }

    @Test
    void keepNoWriterWaiting() {
        var generations = new ListGeneration(lost);
        var cache = new RedisMemoryCache(
                new CachedViews(lost, instance.trust()),
                new CachedLists(lost, generations, instance.trust()),
                generations,
                instance.trust());
        String epoch = epochs.current();

        cache.invalidate(Set.of(id), Set.of(user)).end();

        assertThat(epochs.current()).as("what is cached is not believed").isNotEqualTo(epoch);
    }
}
