package io.omne.recall.application.searching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omne.access.UserId;
import io.omne.recall.api.TooManySearches;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

class RunningSearchesTest {

    private final UserId user = new UserId(UUID.randomUUID());
    private final RunningSearches running = new RunningSearches(new SearchSettings(1, 2, Duration.ofSeconds(2)));

    private Mono<String> search(String result) {
        return running.limited(user, Mono.just(result));
    }

    @Test
    void makesRoomBeforeAResultIsPassedOn() {
        assertThat(search("one").flatMap(_ -> search("two")).block()).isEqualTo("two");
        assertThat(running.limited(user, Mono.error(new IllegalStateException()))
                        .onErrorResume(_ -> search("after a failure"))
                        .block())
                .isEqualTo("after a failure");
    }

    @Test
    void refusesOneTooManyUntilOneIsCancelled() {
        Disposable first = running.limited(user, Mono.never()).subscribe();

        assertThatThrownBy(() -> search("second").block()).isInstanceOf(TooManySearches.class);
        first.dispose();
        assertThat(search("third").block()).isEqualTo("third");
    }

    @Test
    void countsTheSearchesOfAllUsers() {
        Disposable first = running.limited(user, Mono.never()).subscribe();
        Disposable second =
                running.limited(new UserId(UUID.randomUUID()), Mono.never()).subscribe();

        assertThatThrownBy(() -> running.limited(new UserId(UUID.randomUUID()), Mono.just(1))
                        .block())
                .isInstanceOf(TooManySearches.class)
                .hasMessageContaining("server");
        first.dispose();
        second.dispose();
    }
}
