package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Client.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What the server gives back of texts that would act in a browser, and of those that would not.
class MarkupInABrowserTest {

    private static final String PATH = "/api/v1/memories";

    /// A user creates no more than these: nobody's rate limit is tried here.
    private static final int MEMORIES_OF_A_USER = 50;

    private static TestDatabase database;
    private static Instance server;

    @TempDir
    private Path directory;

    private Client client;
    private int created;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        server = new Instance(database.url(), TestRedis.shared(), Map.of("omne.embedding.workers", 0));
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    @BeforeEach
    void signIn() {
        client = server.client();
    }

    @Test
    void givesNothingBackThatRunsInABrowser() {
        var texts = new ArrayList<String>();
        for (String attack : MarkupTexts.attacks()) {
            String id = created(memory(attack));
            texts.addAll(stringsOf(read(id)));
            texts.addAll(stringsOf(edited(id, attack)));
        }

        assertThat(texts).hasSizeGreaterThan(5 * 200);
        assertThat(guilty(texts)).isEmpty();
    }

    @Test
    void givesNothingBackThatRunsWhateverItIsMadeOf() {
        var random = new Random(8);
        var texts = new ArrayList<String>();
        for (int i = 0; i < 20; i++) {
            var json = Client.JSON.createObjectNode().put("content", "x");
            var list = json.putObject("metadata").putArray("list");
            Stream.generate(() -> MarkupTexts.attack(random)).limit(50).forEach(list::add);
            texts.addAll(stringsOf(read(created(json)).path("metadata")));
        }

        assertThat(guilty(texts)).isEmpty();
    }

    /// As on a page that joins a memory's texts.
    @Test
    void leavesNoElementOpenForWhatIsWrittenBehindIt() {
        String behind = "onerror=alert(1) ontoggle=alert(1) onload=alert(1) y>z";
        var sent = new ArrayList<String>();
        var given = new ArrayList<String>();
        for (String open : List.of("<img src=x ", "see <video src=x ", "<details open ", "<IMG\tSRC=x\t")) {
            ObjectNode json = Client.JSON.createObjectNode().put("title", open).put("content", behind);
            JsonNode memory = read(created(json));
            sent.add(open + behind);
            given.add(memory.path("title").asString() + memory.path("content").asString());
            given.add(memory.path("title").asString() + ": "
                    + memory.path("content").asString());
        }

        assertThat(new Browser(directory).judge(sent)).isNotEmpty();
        assertThat(guilty(given)).isEmpty();
    }

    /// The page would say so. These do nothing to the page that keeps it from saying it.
    @Test
    void wouldHaveRunWhatCameIn() {
        List<String> attacks = MarkupTexts.attacks().stream()
                .filter(it -> it.startsWith("<img src=x onerror") && it.endsWith(">"))
                .filter(it -> !it.contains("print") && !it.contains("location"))
                .toList();

        assertThat(attacks).hasSizeGreaterThan(15);
        assertThat(new Browser(directory).judge(attacks)).hasSameSizeAs(attacks);
    }

    @Test
    void givesInnocentTextsBackAsTheyCame() {
        for (String text : MarkupTexts.innocents()) {
            JsonNode memory = read(created(memory(text)));

            assertThat(memory.path("content").asString()).isEqualTo(text);
            assertThat(memory.path("metadata").path("deep").path(0).path(text).asString())
                    .isEqualTo(text);
            if (text.length() <= 500) {
                assertThat(memory.path("title").asString()).isEqualTo(text);
            }
            if (text.length() <= 100) {
                assertThat(memory.path("tags").path(0).asString()).isEqualTo(text.strip());
            }
        }
    }

    private List<String> guilty(List<String> all) {
        List<String> texts = all.stream().distinct().toList();
        return new Browser(directory)
                .judge(texts).entrySet().stream()
                        .map(it -> it.getValue() + ": " + texts.get(it.getKey()))
                        .toList();
    }

    private static ObjectNode memory(String text) {
        ObjectNode json = Client.JSON.createObjectNode().put("content", text);
        json.putObject("metadata").putArray("deep").addObject().put(text, text);
        if (text.length() <= 500) {
            json.put("title", text);
        }
        if (text.length() <= 100) {
            json.putArray("tags").add(text);
        }
        return json;
    }

    /// Its id. What is nothing but markup is refused where it may not be blank, and comes beside a word then.
    private String created(ObjectNode json) {
        Answer answer = user().post(PATH, json.toString());
        if (answer.status() == 422) {
            assertThat(answer.json().path("errors").valueStream())
                    .allSatisfy(
                            error -> assertThat(error.path("code").asString()).isEqualTo("blank"));
            json.put("content", "x " + json.path("content").asString());
            json.remove("tags");
            answer = user().post(PATH, json.toString());
        }
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.field("id");
    }

    private JsonNode edited(String id, String text) {
        String content = "y" + text;
        Answer answer = client.patch(
                PATH + "/" + id,
                Client.JSON.createObjectNode().put("content", content).toString());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("content");
    }

    private JsonNode read(String id) {
        return client.get(PATH + "/" + id).json();
    }

    private Client user() {
        if (++created % MEMORIES_OF_A_USER == 0) {
            client = server.client();
        }
        return client;
    }

    /// The names in it are strings too.
    private static List<String> stringsOf(JsonNode json) {
        return switch (json.getNodeType()) {
            case STRING -> List.of(json.asString());
            case OBJECT ->
                json.properties().stream()
                        .flatMap(it -> Stream.concat(Stream.of(it.getKey()), stringsOf(it.getValue()).stream()))
                        .toList();
            case ARRAY ->
                json.valueStream().flatMap(it -> stringsOf(it).stream()).toList();
            default -> List.of();
        };
    }
}
