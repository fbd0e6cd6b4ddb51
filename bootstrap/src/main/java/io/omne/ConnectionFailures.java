package io.omne;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides which failures of a statement end its connection: those that end the session, and those of a server that
/// cannot be written, because its host name may lead to another server now. The pool drops such a connection, and
/// the listener is notified.
final class ConnectionFailures implements SQLExceptionOverride {

    static final String READ_ONLY = "25006";

    /// SQLStates of sessions that ended: by a time-out, by an administrator, or by a crash of the server.
    private static final Set<String> SESSION_ENDED =
            Set.of("25P03", "25P04", "57P01", "57P02", "57P03", "57P04", "57P05");

    private volatile Listener listener = _ -> {};

    /// Called by the thread whose statement failed.
    interface Listener {
        void failed(boolean readOnly);
    }

    void listen(Listener newListener) {
        listener = newListener;
    }

    @java.lang.Override // the interface has a type of this name
    public Override adjudicate(SQLException failure) {
        String state = failure.getSQLState();
        boolean readOnly = READ_ONLY.equals(state);
        if (readOnly || endsSession(state)) {
            listener.failed(readOnly);
            return Override.MUST_EVICT;
        }
        return Override.CONTINUE_EVICT;
    }

    private static boolean endsSession(@Nullable String state) {
        return state != null && (state.startsWith("08") || SESSION_ENDED.contains(state));
    }
}
