package io.omne;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Memories of several users, and questions with the memories that help to answer them. A file has a JSON object on
/// each line:
///
/// - `{"type": "memory", "user", "id", "conversation"?, "speaker"?, "at"?, "text", "caption"?}`, where a caption says
///   what a shared picture shows,
/// - `{"type": "query", "user", "category", "query", "at"?, "relevant": [id, …]}`.
record RecallSet(String name, Map<String, List<Memory>> memories, Map<String, List<Query>> queries) {

    /// A memory has no more code points. Of longer texts, the rest is left out.
    private static final int LONGEST = 50_000;

    record Memory(
            String user,
            String id,
            @Nullable String conversation,
            @Nullable String speaker,
            @Nullable String at,
            String text) {}

    record Query(
            String user,
            String category,
            String text,
            @Nullable String at,
            List<String> relevant) {}

    /// Memories and questions in several languages, from whichever module's directory.
    private static final Path SMALL = Path.of("..", "bootstrap", "src", "test", "resources", "recall", "small.jsonl");

    /// The small set of the tests.
    static RecallSet small() {
        return read(SMALL);
    }

    /// The sets in the files that a benchmark was given, or the small set.
    static List<RecallSet> given() {
        return Arrays.stream(System.getProperty("omne.bench.recall", SMALL.toString())
                        .split(",", -1))
                .map(file -> read(Path.of(file)))
                .toList();
    }

    static RecallSet read(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            List<JsonNode> rows = lines.filter(line -> !line.isBlank())
                    .map(line -> Client.JSON.readTree(line))
                    .toList();
            return new RecallSet(
                    String.valueOf(file.getFileName()),
                    rows.stream()
                            .filter(row -> row.path("type").asString().equals("memory"))
                            .map(RecallSet::memory)
                            .collect(groupingBy(Memory::user, TreeMap::new, toList())),
                    rows.stream()
                            .filter(row -> row.path("type").asString().equals("query"))
                            .map(RecallSet::query)
                            .collect(groupingBy(Query::user, TreeMap::new, toList())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The questions of all users.
    List<Query> all() {
        return queries.values().stream().flatMap(List::stream).toList();
    }

    private static Memory memory(JsonNode row) {
        String caption = text(row, "caption");
        String text = row.path("text").asString();
        return new Memory(
                row.path("user").asString(),
                row.path("id").asString(),
                text(row, "conversation"),
                text(row, "speaker"),
                text(row, "at"),
                cut(caption == null ? text : text + "\n" + caption));
    }

    private static Query query(JsonNode row) {
        return new Query(
                row.path("user").asString(),
                row.path("category").asString(),
                row.path("query").asString(),
                text(row, "at"),
                row.path("relevant").valueStream().map(JsonNode::asString).toList());
    }

    private static String cut(String text) {
        return text.codePointCount(0, text.length()) <= LONGEST
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST));
    }

    private static @Nullable String text(JsonNode row, String field) {
        JsonNode value = row.path(field);
        return value.isMissingNode() || value.isNull() ? null : value.asString();
    }
}
