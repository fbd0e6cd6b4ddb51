package io.omne;

import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionDefinition;

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
}
