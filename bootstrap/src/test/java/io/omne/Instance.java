package io.omne;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// Runs the whole server inside the test's JVM, on a free port. Unless a setting says otherwise, its model takes no
/// time, its sweeps run only on request, and it has no rate limit.
final class Instance implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    /// @param modules configuration classes to add to the server's own
    Instance(String databaseUrl, String redisUrl, Map<String, Object> more, Class<?>... modules) {
        var arguments = new HashMap<String, Object>();
        arguments.put("omne.sweeps.process-pending-embeddings.every", 0);
        arguments.put("omne.sweeps.retry-failed-embeddings.every", 0);
        arguments.put("omne.sweeps.retry-failed-extractions.every", 0);
        arguments.put("omne.rate-limit.memories", 0);
        arguments.put("omne.rate-limit.messages", 0);
        arguments.put("embedding.provider", ZeroCost.NAME);
        arguments.putAll(more);
        arguments.put("omne.security.jwt-secret", Client.SECRET);
        arguments.put("server.port", 0);
        arguments.put("spring.data.redis.url", redisUrl);
        context = new SpringApplicationBuilder(Omne.class)
                .sources(modules)
                .properties(DatabaseUrl.parse(databaseUrl).properties())
                .run(arguments.entrySet().stream()
                        .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                        .toArray(String[]::new));
    }

    /// Starts an instance with the Redis that the tests share.
    static Instance on(TestDatabase database) {
        return new Instance(database.url(), TestRedis.shared(), Map.of());
    }

    <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    <T> Stream<T> all(Class<T> type) {
        return context.getBeanProvider(type).stream();
    }

    String url() {
        return "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port");
    }

    Client client() {
        return new Client(url());
    }

    @Override
    public void close() {
        context.close();
    }
}
