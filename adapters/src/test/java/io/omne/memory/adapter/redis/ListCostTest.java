package io.omne.memory.adapter.redis;

import static io.omne.memory.adapter.redis.ToyLists.at;
import static io.omne.memory.adapter.redis.ToyLists.page;
import static io.omne.memory.adapter.redis.ToyLists.recent;
import static io.omne.memory.adapter.redis.ToyLists.someone;
import static org.assertj.core.api.Assertions.assertThat;

import io.omne.TestRedis;
import io.omne.access.UserId;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What lists cost Redis, in commands, those within scripts included.
class ListCostTest {

    private static final Pattern CALLS = Pattern.compile("cmdstat_([^:]+):calls=(\\d+)");

    /// Of the test itself, and of connections and their health.
    private static final Set<String> OTHERS = Set.of("info", "ping", "config|resetstat", "hello", "client|setinfo");

    private static TestRedis redis;
    private static CacheInstance instance;

    private final ToyLists database = new ToyLists();

    @BeforeAll
    static void start() {
        redis = new TestRedis();
        instance = new CacheInstance(redis, new CacheInstance.Epochs(), Duration.ofSeconds(5));
        instance.begin(someone()).end(); // the first time, Redis is sent the script
    }

    @AfterAll
    static void stop() {
        instance.close();
        redis.close();
    }

    private Map<String, Integer> commandsOf(Runnable doing) {
        redis.ask(it -> it.configResetstat());
        doing.run();
        String statistics = Objects.requireNonNull(redis.ask(it -> it.info("commandstats")));
        return CALLS.matcher(statistics)
                .results()
                .filter(it -> !OTHERS.contains(it.group(1)))
                .collect(Collectors.toMap((MatchResult it) -> it.group(1), it -> Integer.valueOf(it.group(2))));
    }

    private void keepPages(UserId user, int number) {
        for (int i = 1; i <= number; i++) {
            instance.page(page(user, i, 20), database.giving(at(1)));
        }
    }

    @Test
    void invalidatesAnyNumberOfPagesAtTheSamePrice() {
        UserId little = someone();
        UserId much = someone();
        keepPages(little, 1);
        keepPages(much, 300);

        Map<String, Integer> ofLittle = commandsOf(() -> instance.begin(little).end());
        Map<String, Integer> ofMuch = commandsOf(() -> instance.begin(much).end());

        assertThat(ofMuch)
                .isEqualTo(ofLittle)
                .containsEntry("evalsha", 2)
                .containsOnlyKeys("evalsha", "time", "zadd", "zremrangebyscore", "expire");
    }

    @Test
    void neitherScansNorDropsKeys() {
        UserId user = someone();

        Map<String, Integer> commands = commandsOf(() -> {
            keepPages(user, 5);
            instance.page(recent(user), database.giving(at(1)));
            instance.begin(user).end();
            keepPages(user, 5);
        });

        assertThat(commands).containsKeys("get", "set").doesNotContainKeys("scan", "keys", "del", "unlink", "mget");
    }
}
