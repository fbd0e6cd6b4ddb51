package io.omne.access.adapter.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.TimeoutOptions;
import io.omne.LostReplies;
import io.omne.TestRedis;
import io.omne.access.UserId;
import io.omne.access.api.CreationLimit.Kind;
import io.omne.access.application.CreationCounts.Count;
import io.omne.access.application.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;

class RedisCreationCountsTest {

    private static final Window MINUTE = new Window(Duration.ofMinutes(1));
    private static final Window SECOND = new Window(Duration.ofSeconds(1));

    private static TestRedis redis;
    private static LettuceConnectionFactory connections;
    private static RedisCreationCounts counts;

    @BeforeAll
    static void start() {
        redis = new TestRedis();
        connections = new LettuceConnectionFactory(
                new RedisStandaloneConfiguration(
                        "127.0.0.1",
                        Integer.parseInt(redis.url().substring(redis.url().lastIndexOf(':') + 1))),
                LettuceClientConfiguration.builder()
                        .clientOptions(ClientOptions.builder()
                                .timeoutOptions(TimeoutOptions.enabled())
                                .build())
                        .commandTimeout(Duration.ofMillis(500))
                        .build());
        connections.start();
        counts = new RedisCreationCounts(new ReactiveStringRedisTemplate(connections));
    }

    @AfterAll
    static void stop() {
        connections.destroy();
        redis.close();
    }

    private final UserId user = new UserId(UUID.randomUUID());

    private static void pass(Duration time) throws InterruptedException {
        Thread.sleep(time.plusMillis(20));
    }

    @Test
    void countsUpToTheLimit() {
        assertThat(counts.add(user, Kind.MEMORIES, MINUTE, 100, 0, null))
                .usingRecursiveComparison()
                .ignoringFields("slice")
                .isEqualTo(new Count(0, 0, Duration.ZERO, 0));
        assertThat(counts.add(user, Kind.MEMORIES, MINUTE, 100, 60, null)).satisfies(it -> {
            assertThat(it.added()).isEqualTo(60);
            assertThat(it.next()).isBetween(Duration.ofMinutes(1), Duration.ofSeconds(61));
        });
        assertThat(counts.add(user, Kind.MEMORIES, MINUTE, 100, 60, null).added())
                .isEqualTo(40);
        assertThat(counts.add(user, Kind.MEMORIES, MINUTE, 100, 1, null).added())
                .isZero();
        assertThat(counts.add(user, Kind.MEMORIES, MINUTE, 50, 1, null)).satisfies(it -> {
            assertThat(it.added()).isZero();
            assertThat(it.used()).isEqualTo(100);
        });
        assertThat(counts.add(user, Kind.MEMORIES, MINUTE, Integer.MAX_VALUE, 7, null)
                        .used())
                .isEqualTo(107);
        assertThat(counts.add(user, Kind.MESSAGES, MINUTE, 100, 1, null).used())
                .as("messages are counted by themselves")
                .isEqualTo(1);
        assertThat(counts.add(new UserId(UUID.randomUUID()), Kind.MEMORIES, MINUTE, 100, 1, null)
                        .added())
                .isEqualTo(1);
    }

    @Test
    void countsARequestOnceHoweverOftenItComes() {
        Count first = counts.add(user, Kind.MEMORIES, MINUTE, 100, 60, "r");

        assertThat(counts.add(user, Kind.MEMORIES, MINUTE, 100, 60, "r")).satisfies(it -> {
            assertThat(it.added()).isEqualTo(60);
            assertThat(it.used()).isEqualTo(60);
            assertThat(it.slice()).isEqualTo(Count.COUNTED_BEFORE);
        });
        assertThat(counts.add(user, Kind.MEMORIES, MINUTE, 100, 60, "another").added())
                .isEqualTo(40);
        assertThat(counts.add(user, Kind.MEMORIES, MINUTE, 100, 60, "another").added())
                .isEqualTo(40);
        assertThat(counts.add(user, Kind.MEMORIES, MINUTE, 100, 1, "third").added())
                .isZero();
        counts.remove(user, Kind.MEMORIES, MINUTE, first, "r");
        assertThat(counts.add(user, Kind.MEMORIES, MINUTE, 100, 1, "third").added())
                .isEqualTo(1);
        assertThat(counts.add(user, Kind.MEMORIES, MINUTE, 100, 60, "r").added())
                .isEqualTo(59);
    }

    @Test
    void takesWhatWasCountedFromTheCountAgain() {
        counts.add(user, Kind.MEMORIES, MINUTE, 100, 60, null);
        Count unused = counts.add(user, Kind.MEMORIES, MINUTE, 100, 40, null);

        counts.remove(user, Kind.MEMORIES, MINUTE, unused, null);
        assertThat(counts.add(user, Kind.MEMORIES, MINUTE, 100, 0, null).used()).isEqualTo(60);
        counts.remove(user, Kind.MEMORIES, MINUTE, new Count(100, 0, Duration.ZERO, unused.slice()), null);
        assertThat(counts.add(user, Kind.MEMORIES, MINUTE, 100, 0, null).used())
                .as("never below none")
                .isZero();
    }

    @Test
    void countsExactlyWhateverComesAtOnce() throws Exception {
        int granted = 0;
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Callable<Count>>();
            for (int i = 0; i < 200; i++) {
                int wanted = 1 + i % 3;
                calls.add(() -> counts.add(user, Kind.MEMORIES, MINUTE, 100, wanted, null));
            }
            for (Future<Count> call : callers.invokeAll(calls)) {
                granted += call.get().added();
            }
        }
        assertThat(granted).isEqualTo(100);
    }

    @Test
    void hasRoomAgainWhenItSaidAndNotBefore() throws Exception {
        counts.add(user, Kind.MEMORIES, SECOND, 10, 6, null);
        pass(Duration.ofMillis(300));
        counts.add(user, Kind.MEMORIES, SECOND, 10, 4, null);
        Count full = counts.add(user, Kind.MEMORIES, SECOND, 10, 1, null);
        assertThat(full.added()).isZero();
        assertThat(full.next()).isBetween(Duration.ofMillis(1), Duration.ofMillis(800));

        pass(full.next());
        assertThat(counts.add(user, Kind.MEMORIES, SECOND, 10, 10, null).added())
                .isEqualTo(6);
    }

    @Test
    void leavesNothingBehind() throws Exception {
        String key = "memories:user:%s:created:1000".formatted(user);
        counts.add(user, Kind.MEMORIES, SECOND, 10, 1, null);
        assertThat(redis.<Long>ask(it -> it.exists(key))).isEqualTo(1);

        pass(Duration.ofMillis(1_100));
        assertThat(redis.<Long>ask(it -> it.exists(key))).isZero();
    }

    @Test
    @Timeout(30)
    void failsWhereTheReplyIsLost() {
        var lost = new RedisCreationCounts(LostReplies.template());

        assertThatThrownBy(() -> lost.add(user, Kind.MEMORIES, MINUTE, 100, 1, null))
                .isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> lost.remove(user, Kind.MEMORIES, MINUTE, new Count(1, 1, Duration.ZERO, 7), "r"))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void failsWhereRedisDoesNotAnswer() {
        redis.freeze();
        try {
            assertThatThrownBy(() -> counts.add(user, Kind.MEMORIES, MINUTE, 100, 1, null))
                    .isInstanceOf(RuntimeException.class);
        } finally {
            redis.thaw();
        }
    }
}
