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

/// A proxy between a server and its PostgreSQL or Redis, which a test can cut and mend: to the server, PostgreSQL
/// or Redis seems to go down and come back. It can drop all data, like a firewall that has forgotten its
/// connections, and lead to another server, like a host name after a failover.
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

    /// The URL of PostgreSQL or Redis through this proxy.
    String url() {
        String user = database.getRawUserInfo() == null ? "" : database.getRawUserInfo() + "@";
        return "%s://%s127.0.0.1:%d%s"
                .formatted(database.getScheme(), user, entrance.getLocalPort(), database.getRawPath());
    }

    /// Leads new connections to another server. Open connections stay as they are.
    void leadTo(String otherUrl) {
        database = URI.create(otherUrl);
    }

    /// Drops all further data on the open connections without closing them. New connections work.
    void fallSilent() {
        silent.addAll(sockets);
    }

    /// Accepts a number of connections in all, and then closes the next `count` ones at once.
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

    /// Forwards no data and closes no connection: PostgreSQL seems to hang.
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
                // This proxy was closed, or the database is away, which the server notices itself.
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
            // One end has closed its connection; both are closed below.
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
