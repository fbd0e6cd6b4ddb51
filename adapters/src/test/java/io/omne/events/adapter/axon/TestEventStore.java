package io.omne.events.adapter.axon;

import io.omne.events.api.NewEvents;
import io.omne.memory.adapter.axon.TestEventTypes;
import javax.sql.DataSource;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.springframework.transaction.PlatformTransactionManager;

/// The event store as the server sets it up, for tests of what else reads and writes its table.
public record TestEventStore(EventStore store, Serializer serializer) {

    private static final class NobodyTold implements NewEvents {

        @Override
        public void committed() {}

        @Override
        public void listen(Runnable listener) {}
    }

    public static TestEventStore on(DataSource dataSource, PlatformTransactionManager transactions) {
        var configuration = new AxonConfiguration();
        Serializer serializer = configuration.serializer(TestEventTypes.json());
        return new TestEventStore(
                configuration.eventStore(
                        configuration.eventStorageEngine(
                                new SpringDataSourceConnectionProvider(dataSource),
                                transactions,
                                configuration.persistenceExceptionResolver(),
                                serializer),
                        new NobodyTold()),
                serializer);
    }
}
