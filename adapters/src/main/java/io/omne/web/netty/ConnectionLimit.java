package io.omne.web.netty;

import io.netty.channel.Channel;
import java.util.LinkedHashSet;
import org.jspecify.annotations.Nullable;

/// Limits the number of open connections. If a new connection exceeds the limit, the one that has been idle longest
/// is closed: a client that opens thousands of connections and sends nothing loses these, and keeps nobody out. If
/// none is idle, the new connection is closed.
final class ConnectionLimit {

    private final int most;
    private final LinkedHashSet<Channel> idle = new LinkedHashSet<>();
    private int open;

    ConnectionLimit(int most) {
        this.most = most;
    }

    void opened(Channel channel) {
        Channel tooMany = admit(channel);
        if (tooMany != null) {
            var _ = tooMany.close();
        }
    }

    /// The connection to close, if any: the new one itself if no other is idle.
    private synchronized @Nullable Channel admit(Channel channel) {
        idle.add(channel);
        open++;
        return open > most ? idle.removeFirst() : null;
    }

    synchronized void busy(Channel channel) {
        idle.remove(channel);
    }

    synchronized void idle(Channel channel) {
        idle.add(channel);
    }

    synchronized void closed(Channel channel) {
        idle.remove(channel);
        open--;
    }
}
