package io.omne.memory.adapter.postgres.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.TestDatabase;
import io.omne.access.UserId;
import io.omne.database.adapter.postgres.PostgresCursorKey;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryKey;
import io.omne.memory.adapter.postgres.state.MemoryTable;
import io.omne.memory.api.MemoryView;
import io.omne.memory.application.reading.MemoryViews.Unlisted;
import io.omne.memory.domain.Decision;
import io.omne.memory.domain.Memory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.r2dbc.core.DatabaseClient;

@ExtendWith(TestDatabase.Shared.class)
class PostgresMemoryViewsTest {

    private final UserId owner = new UserId(UUID.randomUUID());
    private final Memory memory = new RandomMemories(RandomGenerator.getDefault()).memory(owner);
    private final NamedParameterJdbcTemplate jdbc;
    private final PostgresMemoryViews views;

    PostgresMemoryViewsTest(TestDatabase database) {
        jdbc = new NamedParameterJdbcTemplate(database.dataSource());
        views = new PostgresMemoryViews(DatabaseClient.create(database.connectionFactory()));
    }

    @Test
    void findsTheStateThatCommandsWorkOn() {
        var table = new MemoryTable(jdbc, "memories", true, "deleted_at");
        table.write(List.of(new MemoryTable.Row(null, memory)));
        MemoryView view = Objects.requireNonNull(find(owner));
        assertThat(view.id()).isEqualTo(memory.id().value());
        assertThat(view.tags()).isEqualTo(memory.details().tags().values());
        assertThat(view.embeddingError()).isEqualTo(memory.embedding().failure());
        assertThat(view.updatedAt()).isEqualTo(memory.lifetime().updatedAt());
        assertThat(find(new UserId(UUID.randomUUID()))).isNull();

        Memory gone = ((Decision.Accepted) memory.delete(Instant.EPOCH)).memory();
        table.write(List.of(new MemoryTable.Row(memory, gone)));
        assertThat(find(owner)).isNull();
    }

    @Test
    void awaitsNothingWhereEverythingIsListed() {
        write(new UserId(UUID.randomUUID()), UUID.randomUUID());
        assertThat(views.unlisted(owner).block()).isNull();
        assertThat(hasListed(new Unlisted(Long.MAX_VALUE, false))).isTrue();
    }

    @Test
    void awaitsTheWritesThatWereThereWhenAsked() {
        long first = write(owner, UUID.randomUUID());
        long second = write(owner, UUID.randomUUID());
        Unlisted unlisted = Objects.requireNonNull(views.unlisted(owner).block());
        assertThat(unlisted).isEqualTo(new Unlisted(second, false));

        write(owner, UUID.randomUUID());
        list(second);
        assertThat(hasListed(unlisted)).isFalse();
        list(first);
        assertThat(hasListed(unlisted)).isTrue();
    }

    @Test
    void doesNotAwaitWhatIsBehindADeadLetter() {
        UUID blocked = UUID.randomUUID();
        write(owner, blocked);
        bury("other-projection", blocked);
        Unlisted unlisted = Objects.requireNonNull(views.unlisted(owner).block());
        assertThat(unlisted.blocked()).isFalse();
        assertThat(hasListed(unlisted)).isFalse();

        bury("memory-list", blocked);
        long free = write(owner, UUID.randomUUID());
        unlisted = Objects.requireNonNull(views.unlisted(owner).block());
        assertThat(unlisted).isEqualTo(new Unlisted(free, true));
        assertThat(hasListed(unlisted)).isFalse();
        list(free);
        assertThat(hasListed(unlisted)).isTrue();
    }

    @Test
    void signsWithTheSameKeyEverywhere() {
        var template =
                new JdbcTemplate(Objects.requireNonNull(jdbc.getJdbcTemplate().getDataSource()));
        assertThat(new PostgresCursorKey(template).bytes())
                .hasSize(32)
                .isEqualTo(new PostgresCursorKey(template).bytes());
    }

    private @Nullable MemoryView find(UserId user) {
        return views.find(new MemoryKey(user, new MemoryId(memory.id().value())))
                .block();
    }

    private boolean hasListed(Unlisted unlisted) {
        return Boolean.TRUE.equals(views.hasListed(owner, unlisted).block());
    }

    private long write(UserId user, UUID id) {
        return Objects.requireNonNull(jdbc.queryForObject(
                "insert into unlisted_writes (user_id, id, sequence) values (:user, :id, 1) returning number",
                Map.of("user", user.value(), "id", id),
                Long.class));
    }

    private void list(long number) {
        jdbc.update(
                "delete from unlisted_writes where user_id = :user and number = :number",
                Map.of("user", owner.value(), "number", number));
    }

    private void bury(String group, UUID id) {
        jdbc.update("""
                insert into dead_letter_entry (
                    dead_letter_identifier, processing_group, sequence_identifier, sequence_index, message_type,
                    event_identifier, time_stamp, payload_type, payload, enqueued_at)
                values (:letter, :group, :id, 0, 'Memory', :letter, '', '', '', '')""", Map.of("letter", UUID.randomUUID().toString(), "group", group, "id", id.toString()));
    }
}
