package io.omne.events.adapter.axon;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.TestDatabase;
import io.omne.events.adapter.axon.TokenTable.Stored;
import io.omne.memory.adapter.axon.TestEventTypes;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;

@ExtendWith(TestDatabase.Shared.class)
class TokenTableTest {

    private final String processor = UUID.randomUUID().toString();
    private final Serializer serializer = new AxonConfiguration().serializer(TestEventTypes.json());
    private final JdbcTemplate sql;
    private final TokenTable table;

    TokenTableTest(TestDatabase database) {
        sql = new JdbcTemplate(database.dataSource());
        table = new TokenTable(
                new SpringDataSourceConnectionProvider(database.dataSource()), serializer, Duration.ofSeconds(5));
    }

    private void store(int segment, @Nullable TrackingToken token, @Nullable String owner, Instant renewed) {
        SerializedObject<byte[]> stored = token == null ? null : serializer.serialize(token, byte[].class);
        sql.update(
                "insert into token_entry (processor_name, segment, token, token_type, timestamp, owner)"
                        + " values (?, ?, ?, ?, ?, ?)",
                processor,
                segment,
                stored == null ? null : stored.getData(),
                stored == null ? null : stored.getType().getName(),
                DateTimeUtils.formatInstant(renewed),
                owner);
    }

    @Test
    void readsTheSegmentsOfEveryInstance() {
        store(1, GapAwareTrackingToken.newInstance(7, Set.of(5L)), "one", Instant.now());
        store(0, null, "another", Instant.now());
        store(2, GapAwareTrackingToken.newInstance(9, Set.of()), null, Instant.now());

        assertThat(table.segments(processor))
                .containsExactly(new Stored(0, 0, "another"), new Stored(1, 7, "one"), new Stored(2, 9, null));
    }

    @Test
    void knowsThatAnOwnerIsGone() {
        store(
                0,
                GapAwareTrackingToken.newInstance(7, Set.of()),
                "one",
                Instant.now().minusSeconds(6));

        assertThat(table.segments(processor)).containsExactly(new Stored(0, 7, null));
    }
}
