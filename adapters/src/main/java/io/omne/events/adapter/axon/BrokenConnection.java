package io.omne.events.adapter.axon;

import org.springframework.dao.DataAccessResourceFailureException;

/// In a JVM that checks assertions PostgreSQL's driver throws an `AssertionError` if the connection breaks during a
/// batch; Axon rolls back only for exceptions.
final class BrokenConnection extends DataAccessResourceFailureException {

    private static final long serialVersionUID = 1L;

    BrokenConnection(AssertionError error) {
        super("the connection to PostgreSQL broke", error);
    }
}
