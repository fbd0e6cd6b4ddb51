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
import java.util.concurrent.locks.LockSupport;

/// The way from a server to its PostgreSQL, to be cut and mended: to the server it looks as if PostgreSQL
/// went down and came back.
final class Wire implements AutoCloseable {

    private final URI database;
    private final ServerSocket entrance;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean cut = new AtomicBoolean();
    private final AtomicBoolean frozen = new AtomicBoolean();

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
        return "postgresql://%s@127.0.0.1:%d%s"
                .formatted(database.getRawUserInfo(), entrance.getLocalPort(), database.getRawPath());
    }

    void cut() {
        cut.set(true);
        sockets.forEach(Wire::close);
        sockets.clear();
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
                if (cut.get()) {
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
        try (from;
                to) {
            var buffer = new byte[8192];
            for (int read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                while (frozen.get()) {
                    LockSupport.parkNanos(10_000_000);
                }
                to.getOutputStream().write(buffer, 0, read);
            }
        } catch (IOException e) {
            // One end is gone; closing both tells the other.
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
