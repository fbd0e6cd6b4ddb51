package io.omne;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A stream of server-sent events, read as its client asks for them and no faster. Waits for as long as it
/// takes: tests that read it have a time-out.
public final class SentEvents implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final HttpResponse<InputStream> response;
    private final BufferedReader lines;
    private String lastId = "";

    private SentEvents(HttpResponse<InputStream> response) {
        this.response = response;
        this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /// Comes back with the head of the answer.
    public static SentEvents open(URI uri, String... headers) {
        var request = HttpRequest.newBuilder(uri);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return new SentEvents(CLIENT.send(request.build(), BodyHandlers.ofInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// @param id empty where the block names none
    public record Event(String id, String name, String data) {

        public static Event of(Map<String, String> block) {
            return new Event(
                    block.getOrDefault("id", ""), block.getOrDefault("event", ""), block.getOrDefault("data", ""));
        }

        public JsonNode json() {
            return JSON.readTree(data);
        }

        /// The memory's id and the sequence: which event it is.
        public String what() {
            return json().path("memory_id").asString() + " "
                    + json().path("sequence").asString();
        }
    }

    public int status() {
        return response.statusCode();
    }

    /// The header's value, empty where it is missing.
    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /// The last id that was sent, with an event or without: from there a client resumes.
    public String lastId() {
        return lastId;
    }

    /// The lines up to the next empty one, by their fields; comments have an empty one. Null at the end.
    public @Nullable Map<String, String> block() {
        var block = new LinkedHashMap<String, String>();
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty()) {
                    lastId = block.getOrDefault("id", lastId);
                    return block;
                }
                int colon = line.indexOf(':');
                block.put(line.substring(0, colon), line.substring(colon + 1));
            }
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The next event, past comments and the like. Null at the end.
    public @Nullable Event event() {
        for (Map<String, String> block = block(); block != null; block = block()) {
            if (block.containsKey("data")) {
                return Event.of(block);
            }
        }
        return null;
    }

    @Override
    public void close() {
        try {
            response.body().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
