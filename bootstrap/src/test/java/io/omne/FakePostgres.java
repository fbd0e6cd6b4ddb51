package io.omne;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Refuses every connection as PostgreSQL does, with an SQLSTATE and a message.
final class FakePostgres implements AutoCloseable {

    private static final int SSL_REQUEST = 80_877_103;
    private static final int GSS_REQUEST = 80_877_104;

    private final ServerSocket entrance;
    private final byte[] refusal;

    FakePostgres(String state, String message) {
        try {
            entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            refusal = refusal(state, message);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    private static byte[] refusal(String state, String message) throws IOException {
        byte[] fields = "SFATAL\0VFATAL\0C%s\0M%s\0\0".formatted(state, message).getBytes(StandardCharsets.UTF_8);
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeByte('E');
        out.writeInt(fields.length + 4);
        out.write(fields);
        return bytes.toByteArray();
    }

    String url() {
        return "postgresql://omne:%s@127.0.0.1:%d/omne".formatted(Secrets.MARKER, entrance.getLocalPort());
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try (Socket client = entrance.accept()) {
                refuse(client);
            } catch (IOException ignored) {
                // the client is gone, or the test is over
            }
        }
    }

    private void refuse(Socket client) throws IOException {
        var in = new DataInputStream(client.getInputStream());
        for (int code = request(in); code == SSL_REQUEST || code == GSS_REQUEST; code = request(in)) {
            client.getOutputStream().write('N');
        }
        client.getOutputStream().write(refusal);
        client.shutdownOutput();
        in.readAllBytes();
    }

    private static int request(DataInputStream in) throws IOException {
        int length = in.readInt();
        int code = in.readInt();
        in.skipNBytes(length - 8L);
        return code;
    }

    @Override
    public void close() {
        try {
            entrance.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
