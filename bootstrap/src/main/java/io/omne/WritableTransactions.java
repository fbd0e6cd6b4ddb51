package io.omne;

import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.DefaultTransactionStatus;

/// JDBC transactions, of which only those declared read-only begin while the database is read-only. The others
/// would fail at their first write, each on a connection that is then dropped.
final class WritableTransactions extends JdbcTransactionManager {

    private static final long serialVersionUID = 1L;

    private final transient DatabaseMonitor monitor;

    WritableTransactions(DataSource dataSource, DatabaseMonitor monitor) {
        super(dataSource);
        this.monitor = monitor;
    }

    /// @throws CannotCreateTransactionException where it is not read-only and the database is
    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
        if (!definition.isReadOnly()) {
            monitor.checkWritable();
        }
        super.doBegin(transaction, definition);
    }

    /// Where it fails the connection is lost, PostgreSQL has rolled back, and the failure before says more.
    @Override
    protected void doRollback(DefaultTransactionStatus status) {
        try {
            super.doRollback(status);
        } catch (DataAccessException | TransactionException e) {
            logger.debug("a transaction was not rolled back", e);
        }
    }
}
