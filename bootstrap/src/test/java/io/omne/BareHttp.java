package io.omne;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// A connection that sends what it is given, byte for byte, and reads one answer for each.
final class BareHttp implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 60_000;

    private final URI server;
    private @Nullable Socket socket;
    private @Nullable InputStream in;

    BareHttp(String server) {
        this.server = URI.create(server);
    }

    /// @param headers as lines, their names as they came
    record Reply(int status, List<String> headers, String text) {

        /// The header's value, empty where it is missing.
        String header(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ":";
            return headers.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
                    .findFirst()
                    .map(line -> line.substring(start.length()).strip())
                    .orElse("");
        }
    }

    /// Sends the bytes and reads the answer; of an event stream the head alone.
    ///
    /// @throws IOException when the server gives no answer
    Reply send(byte[] request, boolean head) throws IOException {
        boolean reused = socket != null;
        try {
            return exchange(request, head);
        } catch (EOFException e) {
            drop();
            // A connection that the server has closed since the last answer takes nothing any more.
            if (reused) {
                return exchange(request, head);
            }
            throw e;
        }
    }

    private Reply exchange(byte[] request, boolean head) throws IOException {
        Socket connection = connection();
        try {
            connection.getOutputStream().write(request);
            connection.getOutputStream().flush();
        } catch (IOException e) {
            // Answered before all of it was sent: the answer is there to be read.
        }
        Reply reply = read(head);
        if (reply.header("Connection").equalsIgnoreCase("close")
                || reply.header("Content-Type").startsWith("text/event-stream")) {
            drop();
        }
        return reply;
    }

    private Socket connection() throws IOException {
        if (socket == null) {
            socket = new Socket(server.getHost(), server.getPort());
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        }
        return socket;
    }

    private Reply read(boolean head) throws IOException {
        String status = line();
        var headers = new ArrayList<String>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            headers.add(line);
        }
        var reply = new Reply(Integer.parseInt(status.split(" ", 3)[1]), List.copyOf(headers), "");
        if (reply.status() == 100) {
            return read(head);
        }
        boolean empty = head
                || reply.status() == 204
                || reply.status() == 304
                || reply.header("Content-Type").startsWith("text/event-stream");
        return empty
                ? reply
                : new Reply(reply.status(), reply.headers(), new String(body(reply), StandardCharsets.UTF_8));
    }

    private byte[] body(Reply reply) throws IOException {
        if (reply.header("Transfer-Encoding").equalsIgnoreCase("chunked")) {
            var body = new ByteArrayOutputStream();
            for (int size = chunkSize(); size > 0; size = chunkSize()) {
                body.writeBytes(bytes(size));
                line();
            }
            line();
            return body.toByteArray();
        }
        OptionalInt length = reply.headers().stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(
                        line.substring("content-length:".length()).strip()))
                .findFirst();
        return bytes(length.orElse(0));
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private byte[] bytes(int count) throws IOException {
        byte[] bytes = input().readNBytes(count);
        if (bytes.length < count) {
            throw new IOException("the answer was cut off");
        }
        return bytes;
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        while (true) {
            int next = input().read();
            if (next < 0) {
                throw new EOFException("the connection was closed");
            }
            if (next == '\n') {
                return line.toString().stripTrailing();
            }
            line.append((char) next);
        }
    }

    private InputStream input() throws IOException {
        if (in == null) {
            throw new EOFException("the connection was closed");
        }
        return in;
    }

    /// Sends what comes next on another connection.
    void drop() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
            in = null;
        }
    }

    @Override
    public void close() throws IOException {
        drop();
    }
}
