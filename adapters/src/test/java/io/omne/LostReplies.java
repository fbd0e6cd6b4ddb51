package io.omne;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.reactivestreams.Publisher;
import org.springframework.data.redis.connection.ReactiveRedisConnection;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// A connection to Redis that loses every reply, and every time-out with it: nothing that is asked over it ever
/// completes or fails.
public final class LostReplies {

    private LostReplies() {}

    public static ReactiveStringRedisTemplate template() {
        ReactiveRedisConnection connection = lost(ReactiveRedisConnection.class);
        return new ReactiveStringRedisTemplate(proxy(
                ReactiveRedisConnectionFactory.class,
                method -> method.getName().equals("getReactiveConnection") ? connection : null));
    }

    private interface Answers {
        Object to(Method method);
    }

    private static <T> T lost(Class<T> type) {
        return proxy(type, LostReplies::lost);
    }

    private static Object lost(Method method) {
        Class<?> answer = method.getReturnType();
        if (method.getName().startsWith("close")) {
            return Mono.empty();
        }
        if (answer.equals(Mono.class)) {
            return Mono.never();
        }
        return Publisher.class.isAssignableFrom(answer) ? Flux.never() : lost(answer);
    }

    private static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (_, method, _) -> answers.to(method)));
    }
}
