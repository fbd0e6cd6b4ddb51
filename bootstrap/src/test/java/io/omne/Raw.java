package io.omne;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A connection on which anything may be sent, also what no client would send.
final class Raw implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 60_000;

    private final Socket socket;
    private final InputStream in;

    Raw(String server) {
        this(server, 0);
    }

    /// @param buffer bytes that are received before they are read; 0 for as many as is usual
    Raw(String server, int buffer) {
        URI uri = URI.create(server);
        try {
            socket = new Socket();
            if (buffer > 0) {
                socket.setReceiveBufferSize(buffer);
            }
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What comes back for it until the server closes the connection.
    static Reply ask(String server, String request) {
        try (var raw = new Raw(server)) {
            raw.send(request);
            return raw.rest();
        }
    }

    /// An answer in its parts.
    ///
    /// @param headers as lines, their names as they came
    record Reply(int status, List<String> headers, String body) {

        static Reply of(String text) {
            int end = text.indexOf("\r\n\r\n");
            if (end < 0) {
                return new Reply(0, List.of(), text);
            }
            List<String> head = text.substring(0, end).lines().toList();
            return new Reply(
                    Integer.parseInt(head.getFirst().substring(9, 12)),
                    head.stream().skip(1).toList(),
                    text.substring(end + 4));
        }

        /// The header's value, empty where it is missing.
        String header(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ":";
            return headers.stream()
                    .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(start))
                    .findFirst()
                    .map(header -> header.substring(start.length()).strip())
                    .orElse("");
        }

        boolean isStream() {
            return header("Content-Type").startsWith("text/event-stream");
        }
    }

    /// Each character as one byte.
    void send(String text) {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Nothing happens where the server has closed the connection.
    void send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (SocketException e) {
            // The answer was given before all was sent; it is still to be read.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Reply rest() {
        return Reply.of(restOfText());
    }

    /// All that comes until the server closes the connection.
    String restOfText() {
        var bytes = new ByteArrayOutputStream();
        try {
            for (int next = in.read(); next >= 0; next = in.read()) {
                bytes.write(next);
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection is still open; it has said " + bytes, e);
        } catch (SocketException e) {
            // Closed with something of ours unread.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /// One answer that has a body; the connection stays open.
    Reply next() {
        return next(false);
    }

    /// One answer, of an event stream the head alone; the connection stays open.
    ///
    /// @param head whether it answers a `HEAD`, and has no body for that
    /// @throws UncheckedIOException when the connection ends before the answer
    Reply next(boolean head) {
        try {
            Reply reply = Reply.of(head());
            if (reply.status() == 100) {
                return next(head);
            }
            boolean empty = head || reply.status() == 204 || reply.status() == 304 || reply.isStream();
            return empty
                    ? reply
                    : new Reply(reply.status(), reply.headers(), new String(body(reply), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String head() throws IOException {
        var head = new StringBuilder();
        String line;
        do {
            line = nextLine();
            head.append(line).append("\r\n");
        } while (!line.isEmpty());
        return head.toString();
    }

    private byte[] body(Reply reply) throws IOException {
        if (reply.header("Transfer-Encoding").equalsIgnoreCase("chunked")) {
            var body = new ByteArrayOutputStream();
            for (int size = chunkSize(); size > 0; size = chunkSize()) {
                body.writeBytes(bytes(size));
                nextLine();
            }
            nextLine();
            return body.toByteArray();
        }
        String length = reply.header("Content-Length");
        return bytes(length.isEmpty() ? 0 : Integer.parseInt(length));
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(nextLine(), 16);
    }

    private byte[] bytes(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new IOException("the answer was cut off");
        }
        return bytes;
    }

    /// The next line, without its end.
    String line() {
        try {
            return nextLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String nextLine() throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection was closed");
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }

    /// Whether the server has closed its end, though it has more to say. Nothing is read.
    boolean isGivenUp() {
        // A line has the server's port, ours and the state, where 01 is a connection that stands.
        String standing = ":%04X \\S+:%04X 01 ".formatted(socket.getPort(), socket.getLocalPort());
        return Stream.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"))
                .flatMap(Raw::lines)
                .noneMatch(Pattern.compile(standing).asPredicate());
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads lines until one has this.
    void await(String text) {
        String line = line();
        while (!line.contains(text)) {
            line = line();
        }
    }

    /// Whether the server has closed the connection. What it said before is dropped.
    boolean isClosed() {
        try {
            socket.setSoTimeout(1);
            in.transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
