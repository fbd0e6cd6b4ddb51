package io.omne;

import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.DefaultTransactionStatus;

/// Begins JDBC transactions. While the database is read-only, only transactions that are declared read-only begin.
/// The others would fail at their first write, each on a connection that is then dropped.
final class WritableTransactions extends JdbcTransactionManager {

    private static final long serialVersionUID = 1L;

    private final transient DatabaseMonitor monitor;

    WritableTransactions(DataSource dataSource, DatabaseMonitor monitor) {
        super(dataSource);
        this.monitor = monitor;
    }

    /// @throws CannotCreateTransactionException if the database is read-only and the transaction is not
    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
        if (!definition.isReadOnly()) {
            monitor.checkWritable();
        }
        super.doBegin(transaction, definition);
    }

    /// Ignores a failure: the connection is lost then, PostgreSQL has rolled back, and the earlier failure says
    /// more.
    @Override
    protected void doRollback(DefaultTransactionStatus status) {
        try {
            super.doRollback(status);
        } catch (DataAccessException | TransactionException e) {
            logger.debug("a transaction was not rolled back", e);
        }
    }
}
