package io.omne.conversations.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.TestDatabase;
import io.omne.access.UserId;
import io.omne.conversations.application.extractor.ModelSpending.Amount;
import java.time.LocalDate;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

class PostgresModelSpendingTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-12-01");
    private static final Amount LIMIT = new Amount(100, 1_000);

    private static TestDatabase database;

    private final UserId owner = new UserId(UUID.randomUUID());
    private final PostgresModelSpending spending;

    PostgresModelSpendingTest() {
        spending = new PostgresModelSpending(new NamedParameterJdbcTemplate(database.dataSource()));
    }

    @BeforeAll
    static void createDatabase() {
        database = TestDatabase.create();
    }

    @AfterAll
    static void dropDatabase() {
        database.close();
    }

    private boolean reserve(LocalDate day, long tokens, long cost) {
        return spending.reserve(owner, day, new Amount(tokens, cost), LIMIT);
    }

    @Test
    void addsNoMoreThanEitherLimit() {
        assertThat(reserve(TODAY, 101, 0)).isFalse();
        assertThat(reserve(TODAY, 0, 1_001)).isFalse();
        assertThat(reserve(TODAY, 60, 500)).isTrue();
        assertThat(reserve(TODAY, 41, 0)).isFalse();
        assertThat(reserve(TODAY, 0, 501)).isFalse();
        assertThat(reserve(TODAY, 40, 500)).isTrue();
        assertThat(spending.reserve(new UserId(UUID.randomUUID()), TODAY, LIMIT, LIMIT))
                .as("another user")
                .isTrue();
    }

    @Test
    void givesBackWhatWasNotUsed() {
        assertThat(reserve(TODAY, 100, 1_000)).isTrue();
        spending.adjust(owner, TODAY, new Amount(-30, -300));
        assertThat(reserve(TODAY, 31, 0)).isFalse();
        assertThat(reserve(TODAY, 30, 300)).isTrue();
    }

    @Test
    void beginsAnewEachDayAndNeverGoesBack() {
        assertThat(reserve(TODAY, 100, 1_000)).isTrue();
        assertThat(reserve(TODAY.plusDays(1), 70, 0)).isTrue();
        spending.adjust(owner, TODAY, new Amount(-100, -1_000));
        assertThat(reserve(TODAY, 31, 0))
                .as("a call that began before midnight")
                .isFalse();
        assertThat(reserve(TODAY, 30, 0)).isTrue();
        assertThat(reserve(TODAY.plusDays(1), 1, 0)).isFalse();
    }

    @Test
    void holdsTheLimitAmongCallsAtTheSameTime() {
        var granted = new AtomicInteger();
        try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 40; i++) {
                callers.execute(() -> granted.addAndGet(reserve(TODAY, 10, 1) ? 1 : 0));
            }
        }
        assertThat(granted).hasValue(10);
    }
}
