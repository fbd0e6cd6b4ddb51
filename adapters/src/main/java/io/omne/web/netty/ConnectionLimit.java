package io.omne.web.netty;

import io.netty.channel.Channel;
import java.util.LinkedHashSet;
import org.jspecify.annotations.Nullable;

/// The connections that are open, of which there are only so many. Where a client comes for whom there is no
/// room, the one goes that has been idle longest: whoever opens thousands and says nothing loses these, and
/// keeps nobody out. Where none is idle the newcomer goes.
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

    /// The newcomer itself where none is idle for longer.
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
