package io.omne.memory.adapter.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.resource.ClientResources;
import io.omne.Eventually;
import io.omne.TestRedis;
import io.omne.access.UserId;
import io.omne.jobs.api.Loops;
import io.omne.jobs.application.TestLoops;
import io.omne.memory.api.ListMemories;
import io.omne.memory.api.MemoryPage;
import io.omne.memory.application.reading.CacheEpoch;
import io.omne.memory.application.reading.MemoryCache;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// The cache as one instance of the server has it, with connections of its own.
final class CacheInstance implements AutoCloseable {

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final CacheValidity validity;
    private final MemoryCache cache;

    /// @param patience after which a Redis that does not answer counts as away
    CacheInstance(TestRedis redis, CacheEpoch epochs, Duration patience) {
        context.registerBean(CacheEpoch.class, () -> epochs);
        context.registerBean(
                ClientResources.class, () -> ClientResources.create(), it -> it.setDestroyMethodName("shutdown"));
        context.registerBean(
                LettuceConnectionFactory.class,
                () -> connections(URI.create(redis.url()), patience, context.getBean(ClientResources.class)));
        context.registerBean(
                ReactiveStringRedisTemplate.class,
                () -> new ReactiveStringRedisTemplate(context.getBean(LettuceConnectionFactory.class)));
        context.registerBean(Loops.class, TestLoops::create);
        context.register(
                RedisMemoryCache.class,
                CachedViews.class,
                CachedLists.class,
                ListGeneration.class,
                CacheValidity.class);
        context.refresh();
        validity = context.getBean(CacheValidity.class);
        cache = context.getBean(MemoryCache.class);
    }

    private static LettuceConnectionFactory connections(URI address, Duration patience, ClientResources resources) {
        ClientOptions.Builder options = ClientOptions.builder().timeoutOptions(TimeoutOptions.enabled());
        new RedisConfiguration().rejectCommandsWhileDisconnected().customize(options);
        return new LettuceConnectionFactory(
                new RedisStandaloneConfiguration(address.getHost(), address.getPort()),
                LettuceClientConfiguration.builder()
                        .clientResources(resources)
                        .clientOptions(options.build())
                        .commandTimeout(patience)
                        .build());
    }

    MemoryCache cache() {
        return cache;
    }

    CacheValidity trust() {
        return validity;
    }

    boolean trusts() {
        return validity.stamp() != null;
    }

    void awaitTrust() {
        Eventually.holds(Duration.ofSeconds(20), this::trusts);
    }

    /// The page that it gives as soon as it trusts Redis.
    MemoryPage page(ListMemories query, Mono<MemoryPage> source) {
        awaitTrust();
        return pageAtOnce(query, source);
    }

    MemoryPage pageAtOnce(ListMemories query, Mono<MemoryPage> source) {
        return Objects.requireNonNull(cache.page(query, source).block());
    }

    /// A write to the user's lists that is about to commit. Redis knows of its end when `end` has returned.
    MemoryCache.Invalidation begin(UserId user) {
        MemoryCache.Invalidation write = cache.invalidate(Set.of(), Set.of(user));
        write.await();
        return new MemoryCache.Invalidation() {

            @Override
            public void await() {
                write.await();
            }

            @Override
            public void end() {
                write.end();
                awaitAnswer();
            }
        };
    }

    /// Commands of a connection are answered in their order.
    private void awaitAnswer() {
        context.getBean(ReactiveStringRedisTemplate.class)
                .execute(connection -> connection.ping())
                .onErrorResume(_ -> Flux.empty())
                .blockLast(Duration.ofSeconds(20));
    }

    @Override
    public void close() {
        context.close();
    }

    /// What the instances of a test share in place of the sequence in the database.
    static final class Epochs implements CacheEpoch {

        private final AtomicLong number = new AtomicLong(1);

        @Override
        public String current() {
            return Long.toString(number.get());
        }

        @Override
        public void advance() {
            number.incrementAndGet();
        }
    }
}
