package io.omne.database.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTimeoutException;
import java.net.ConnectException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessResourceFailureException;
import reactor.core.publisher.Mono;

class ReadRetryTest {

    static Stream<R2dbcException> lost() {
        return Stream.concat(
                Stream.of("08003", "08006", "57P01", "57P02", "57P05", "25P03", "40001")
                        .map(state -> new R2dbcNonTransientResourceException("lost", state)),
                Stream.of(
                        new R2dbcNonTransientResourceException("Connection validation failed"),
                        new R2dbcNonTransientResourceException(new IllegalStateException("closed BEFORE send"))));
    }

    static Stream<R2dbcException> others() {
        return Stream.of(
                new R2dbcNonTransientResourceException("Cannot connect", new ConnectException("refused")),
                new R2dbcNonTransientResourceException("starting", "57P03"),
                new R2dbcNonTransientResourceException("full", "53300"),
                new R2dbcTimeoutException("no connection in time"));
    }

    @ParameterizedTest
    @MethodSource("lost")
    void repeatsAReadWhoseConnectionWasLost(R2dbcException failure) {
        assertThat(tries(failure)).isEqualTo(5);
    }

    @ParameterizedTest
    @MethodSource("others")
    void repeatsNoReadThatWouldFailAgain(R2dbcException failure) {
        assertThat(tries(failure)).isEqualTo(1);
    }

    private static int tries(R2dbcException failure) {
        var tries = new AtomicInteger();
        Mono.defer(() -> {
                    tries.incrementAndGet();
                    return Mono.error(new DataAccessResourceFailureException("as Spring has it", failure));
                })
                .retryWhen(ReadRetry.RETRY)
                .onErrorComplete()
                .block();
        return tries.get();
    }
}
