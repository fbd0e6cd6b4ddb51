package io.omne;

import java.io.ByteArrayOutputStream;
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
import java.util.List;
import java.util.Locale;

/// A connection on which anything may be sent, also what no client would send.
final class Raw implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;

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

    /// An answer in its parts; header names in lower case.
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
    }

    /// Each character as one byte. Nothing happens where the server has closed the connection.
    void send(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
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
            InputStream in = socket.getInputStream();
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

    /// One answer that says how long it is; the connection stays open.
    Reply next() {
        var bytes = new ByteArrayOutputStream();
        try {
            InputStream in = socket.getInputStream();
            while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    throw new AssertionError("the connection was closed after " + bytes);
                }
                bytes.write(next);
            }
            String length =
                    Reply.of(bytes.toString(StandardCharsets.ISO_8859_1)).header("Content-Length");
            bytes.write(in.readNBytes(Integer.parseInt(length)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Reply.of(bytes.toString(StandardCharsets.UTF_8));
    }

    /// Whether the server has closed the connection. What it said before is dropped.
    boolean isClosed() {
        try {
            socket.setSoTimeout(1);
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
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
