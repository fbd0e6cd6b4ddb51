package io.omne;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/// Ports on the loopback address for servers that tests start and stop. They are below those that the system gives
/// to outgoing connections: else a connection of another test could take the port of a server that is away.
public final class FreePort {

    private static final int LOWEST = 10_000;
    private static final int COUNT = 20_000;

    /// Tests of several JVMs run at the same time.
    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

    private FreePort() {}

    /// One on which nobody listens, and which this JVM has not been given lately.
    public static int next() {
        int port = LOWEST + Math.floorMod(NEXT.getAndIncrement(), COUNT);
        return isFree(port) ? port : next();
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
