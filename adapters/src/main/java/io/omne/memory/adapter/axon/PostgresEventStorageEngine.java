package io.omne.memory.adapter.axon;

import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.serialization.Serializer;
import org.springframework.dao.DataAccessResourceFailureException;

/// Axon's engine, whose appends fail by an exception when the connection breaks.
final class PostgresEventStorageEngine extends JdbcEventStorageEngine {

    PostgresEventStorageEngine(JdbcEventStorageEngine.Builder builder) {
        super(builder);
    }

    @Override
    protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
        try {
            super.appendEvents(events, serializer);
        } catch (AssertionError e) {
            throw brokenConnection(e);
        }
    }

    /// In a JVM that checks assertions PostgreSQL's driver throws an `AssertionError` where the connection
    /// breaks during a batch; Axon rolls back for exceptions alone.
    static BrokenConnection brokenConnection(AssertionError error) {
        return new BrokenConnection(error);
    }

    static final class BrokenConnection extends DataAccessResourceFailureException {

        private static final long serialVersionUID = 1L;

        private BrokenConnection(AssertionError error) {
            super("the connection to PostgreSQL broke", error);
        }
    }
}
