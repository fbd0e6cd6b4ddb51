package io.omne.recall.application.searching;

import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// What came of one way of finding, which a search can do without.
///
/// @param value null if there is none
/// @param failure why there is none; null if there is a value, or if none was wanted
record Attempt<T>(@Nullable T value, @Nullable Throwable failure) {

    static <T> Attempt<T> unwanted() {
        return new Attempt<>(null, null);
    }

    /// The way with its failures of these kinds, and of time, as values.
    @SafeVarargs
    static <T> Mono<Attempt<T>> of(Mono<T> way, Class<? extends Throwable>... kinds) {
        return way.map(value -> new Attempt<>(value, null)).onErrorResume(failure -> {
            for (Class<? extends Throwable> kind : kinds) {
                if (kind.isInstance(failure)) {
                    return Mono.just(new Attempt<>(null, failure));
                }
            }
            return failure instanceof TimeoutException ? Mono.just(new Attempt<>(null, failure)) : Mono.error(failure);
        });
    }

    boolean failed() {
        return failure != null;
    }
}
