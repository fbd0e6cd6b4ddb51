package io.omne.events.adapter.axon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omne.Eventually;
import io.omne.TestDatabase;
import io.omne.jobs.application.TestLoops;
import io.omne.memory.adapter.axon.TestEventTypes;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.tokenstore.AbstractTokenEntry;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.JdbcTemplate;

@ExtendWith(TestDatabase.Shared.class)
class PostgresTokenStoreTest {

    private static final GapAwareTrackingToken TOKEN = GapAwareTrackingToken.newInstance(7, Set.of(5L));

    private final String processor = UUID.randomUUID().toString();
    private final Serializer serializer = new AxonConfiguration().serializer(TestEventTypes.json());
    private final JdbcTemplate sql;
    private final SpringDataSourceConnectionProvider connections;
    private final TokenStore one;
    private final TokenStore other;

    PostgresTokenStoreTest(TestDatabase database) {
        sql = new JdbcTemplate(database.dataSource());
        connections = new SpringDataSourceConnectionProvider(database.dataSource());
        one = ProcessorConfiguration.tokenStore(connections, serializer, TestLoops.create(), new EventServer());
        other = ProcessorConfiguration.tokenStore(connections, serializer, TestLoops.create(), new EventServer());
        one.initializeTokenSegments(processor, 2, null);
        other.initializeTokenSegments(processor, 2, TOKEN);
    }

    @AfterEach
    void setTheClockRight() {
        AbstractTokenEntry.clock = Clock.systemUTC();
    }

    /// As if the time had passed by the clock of the database.
    private void pass(Duration time) {
        sql.update(
                "update token_entry set timestamp = cast(cast(timestamp as timestamptz) - ? * interval '1 second' as text)"
                        + " where processor_name = ?",
                time.toSeconds(),
                processor);
    }

    @Test
    void keepsTokensForWhoeverHasClaimedThem() {
        assertThat(one.fetchSegments(processor)).containsExactly(0, 1);
        assertThat(one.fetchToken(processor, 0)).isNull();
        one.storeToken(TOKEN, processor, 0);
        one.extendClaim(processor, 0);

        assertThat(other.fetchAvailableSegments(processor))
                .extracting(Segment::getSegmentId)
                .containsExactly(1);
        assertThatThrownBy(() -> other.fetchToken(processor, 0)).isInstanceOf(UnableToClaimTokenException.class);
        assertThatThrownBy(() -> other.extendClaim(processor, 0)).isInstanceOf(UnableToClaimTokenException.class);
        assertThatThrownBy(() -> other.storeToken(null, processor, 0)).isInstanceOf(UnableToClaimTokenException.class);
        other.releaseClaim(processor, 0);
        assertThat(one.fetchAvailableSegments(processor)).hasSize(2);

        one.releaseClaim(processor, 0);
        assertThat(other.fetchToken(processor, 0)).isEqualTo(TOKEN);
    }

    /// A promoted standby gives indexes again that its predecessor had given to events that are lost.
    @Test
    void storesNoTokenForEventsOfAnotherServer() {
        var server = new EventServer();
        TokenStore store = ProcessorConfiguration.tokenStore(connections, serializer, TestLoops.create(), server);
        assertThat(server.is("the start of another server")).isTrue();

        assertThatThrownBy(() -> store.storeToken(TOKEN, processor, 0)).isInstanceOf(UnableToClaimTokenException.class);
        assertThatThrownBy(() -> store.fetchToken(processor, 0)).isInstanceOf(UnableToClaimTokenException.class);

        server.forget();
        assertThat(store.fetchToken(processor, 0)).isNull();
        store.storeToken(TOKEN, processor, 0);
        assertThat(store.fetchToken(processor, 0)).isEqualTo(TOKEN);
    }

    @Test
    void goesByTheClockOfTheDatabaseAlone() {
        for (Duration skew : new Duration[] {Duration.ofMinutes(2), Duration.ofMinutes(-2), Duration.ofDays(-3650)}) {
            one.fetchToken(processor, 0);
            AbstractTokenEntry.clock = Clock.offset(Clock.systemUTC(), skew);

            assertThatThrownBy(() -> other.fetchToken(processor, 0))
                    .as("a claim that is alive, seen by a clock that is off by %s", skew)
                    .isInstanceOf(UnableToClaimTokenException.class);
            assertThat(other.fetchAvailableSegments(processor)).hasSize(1);

            pass(ProcessorConfiguration.CLAIM.plusSeconds(1));
            assertThat(other.fetchAvailableSegments(processor)).hasSize(2);
            other.fetchToken(processor, 0);
            assertThatThrownBy(() -> one.storeToken(TOKEN, processor, 0))
                    .isInstanceOf(UnableToClaimTokenException.class);
            other.releaseClaim(processor, 0);
        }
    }

    @Test
    void takesAClaimFromATimeToComeForOneOfAnotherClock() {
        one.fetchToken(processor, 0);
        pass(Duration.ofMinutes(-2));

        other.fetchToken(processor, 0);

        assertThatThrownBy(() -> one.extendClaim(processor, 0)).isInstanceOf(UnableToClaimTokenException.class);
    }

    /// By the heartbeat, which goes on for those claims alone that are asked for.
    @Test
    void renewsTheClaimsThatAreWanted() throws InterruptedException {
        one.fetchToken(processor, 0);
        one.fetchToken(processor, 1);
        long end =
                System.nanoTime() + ProcessorConfiguration.CLAIM.plusSeconds(2).toNanos();
        while (System.nanoTime() < end) {
            one.extendClaim(processor, 0);
            Thread.sleep(Duration.ofMillis(500));
        }

        assertThat(other.fetchAvailableSegments(processor))
                .extracting(Segment::getSegmentId)
                .containsExactly(1);
        assertThat(one.fetchAvailableSegments(processor)).hasSize(2);
    }

    @Test
    void noticesThatAClaimIsGone() {
        one.fetchToken(processor, 0);
        pass(ProcessorConfiguration.CLAIM.plusSeconds(1));
        other.fetchToken(processor, 0);

        Eventually.holds(Duration.ofSeconds(10), () -> {
            try {
                one.extendClaim(processor, 0);
                return false;
            } catch (UnableToClaimTokenException e) {
                return true;
            }
        });
    }
}
