package io.omne;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// The way from a server to its PostgreSQL or Redis, to be cut and mended: to the server it looks as if that went down
/// and came back. It can fall silent, as a firewall does that has forgotten its connections, and lead to another
/// server, as a host name does after a failover.
final class Wire implements AutoCloseable {

    private volatile URI database;
    private final ServerSocket entrance;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Set<Socket> silent = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean cut = new AtomicBoolean();
    private final AtomicBoolean frozen = new AtomicBoolean();

    private final AtomicInteger accepted = new AtomicInteger();
    private volatile int refusedAfter = Integer.MAX_VALUE;
    private volatile int refused;

    Wire(String databaseUrl) {
        database = URI.create(databaseUrl);
        try {
            entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /// The database's address by way of this wire.
    String url() {
        String user = database.getRawUserInfo() == null ? "" : database.getRawUserInfo() + "@";
        return "%s://%s127.0.0.1:%d%s"
                .formatted(database.getScheme(), user, entrance.getLocalPort(), database.getRawPath());
    }

    /// New connections go there; those that are open stay where they are.
    void leadTo(String otherUrl) {
        database = URI.create(otherUrl);
    }

    /// Carries nothing any more on the connections that are open, and does not close them. New ones work.
    void fallSilent() {
        silent.addAll(sockets);
    }

    /// After so many connections in all, closes so many at once.
    void refuse(int after, int count) {
        refusedAfter = after;
        refused = count;
    }

    private boolean isRefused() {
        int number = accepted.getAndIncrement();
        return number >= refusedAfter && number - refusedAfter < refused;
    }

    void cut() {
        cut.set(true);
        sockets.forEach(Wire::close);
        sockets.clear();
        silent.clear();
    }

    void mend() {
        cut.set(false);
    }

    /// Lets nothing through and closes nothing: PostgreSQL looks as if it hung.
    void freeze() {
        frozen.set(true);
    }

    void thaw() {
        frozen.set(false);
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                Socket near = entrance.accept();
                if (isRefused() || cut.get()) {
                    close(near);
                    continue;
                }
                Socket far = new Socket(InetAddress.getByName(database.getHost()), database.getPort());
                sockets.add(near);
                sockets.add(far);
                Thread.ofVirtual().start(() -> carry(near, far));
                Thread.ofVirtual().start(() -> carry(far, near));
            } catch (IOException e) {
                // The entrance was closed, or the database is away, which the server finds out by itself.
            }
        }
    }

    private void carry(Socket from, Socket to) {
        try {
            var bytes = new byte[8192];
            for (int n = from.getInputStream().read(bytes);
                    n >= 0;
                    n = from.getInputStream().read(bytes)) {
                while (frozen.get()) {
                    LockSupport.parkNanos(10_000_000);
                }
                if (!silent.contains(from)) {
                    to.getOutputStream().write(bytes, 0, n);
                }
            }
        } catch (IOException e) {
            // One end is gone; closing both tells the other.
        }
        if (!silent.contains(from)) {
            close(from);
            close(to);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        cut();
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
