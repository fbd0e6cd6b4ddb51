package io.omne.database.adapter.postgres;

import java.sql.SQLException;
import java.util.Set;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.PessimisticLockingFailureException;

/// Tells whether a transaction failed because of a conflict with others, and may be tried again.
public final class LockConflicts {

    /// Lock not available, deadlock, serialization failure.
    private static final Set<String> STATES = Set.of("55P03", "40P01", "40001");

    private LockConflicts() {}

    /// @return false if it was rolled back for a lock, a deadlock or a serialization failure
    /// @throws DataAccessException if it failed for another reason
    public static boolean without(Runnable transaction) {
        try {
            transaction.run();
            return true;
        } catch (PessimisticLockingFailureException e) {
            return false;
        } catch (DataAccessException e) {
            if (e.getMostSpecificCause() instanceof SQLException sql && STATES.contains(sql.getSQLState())) {
                return false;
            }
            throw e;
        }
    }
}
