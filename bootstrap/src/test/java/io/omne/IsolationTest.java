package io.omne;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Client.Answer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.function.server.support.RouterFunctionMapping;
import org.springframework.web.reactive.handler.AbstractUrlHandlerMapping;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.RequestMappingInfoHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Nobody gets at what is somebody else's, by any route that there is: a route that is missing here fails the
/// test, so whoever adds one has to say what a stranger finds there.
@Timeout(180)
class IsolationTest {

    private static final String CONVERSATIONS = "/api/v1/conversations";
    private static final String MEMORIES = "/api/v1/memories";
    private static final String ADMIN = "/api/v1/admin";
    private static final String SECRET = "Quetzalcoatlus over the harbour";
    private static final String MESSAGE =
            "{\"messages\":[{\"id\":\"m\",\"role\":\"user\",\"content\":\"%s\"}]}".formatted(SECRET);
    private static final Duration SOON = Duration.ofSeconds(60);

    private static TestDatabase database;
    private static Wire wire;
    private static Instance server;
    private static Instance other;

    private Client owner;
    private Client stranger;
    private String id;
    private Answer before;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        wire = new Wire(database.url());
        server = new Instance(wire.url(), TestRedis.shared(), Map.of("omne.rate-limit.memories", 1_000));
        other = Instance.on(database);
    }

    @AfterAll
    static void stop() {
        other.close();
        server.close();
        wire.close();
        database.close();
    }

    @BeforeEach
    void haveAnOwnerWithAMemory() {
        owner = server.client();
        stranger = server.client();
        id = owner.post(
                        MEMORIES,
                        "{\"content\":\"%s\",\"title\":\"%1$s\",\"tags\":[\"harbour\"],\"source_id\":\"s1\"}"
                                .formatted(SECRET))
                .field("id");
        owner.create("another");
        Eventually.holds(SOON, () -> read().field("embedding_status").equals("completed"));
        before = read();
    }

    private Answer read() {
        return owner.get(MEMORIES + "/" + id);
    }

    /// What a stranger finds there.
    private interface Check {
        void holds(IsolationTest it);
    }

    private static final Map<String, Check> USERS = Map.ofEntries(
            entry("POST " + MEMORIES, IsolationTest::createsForNobodyElse),
            entry("POST " + MEMORIES + "/bulk", IsolationTest::createsManyForNobodyElse),
            entry("GET " + MEMORIES, IsolationTest::listsAndCountsNothingOfOthers),
            entry("POST " + MEMORIES + "/search", IsolationTest::findsNothingOfOthers),
            entry("GET " + MEMORIES + "/{id}", it -> {
                it.isAsUnknown(path -> it.stranger.get(path));
                it.isAsUnknown(path -> it.stranger.get(path + "?include=embedding"));
                it.isAsUnknown(path -> it.stranger.get(path, "If-None-Match", it.etag()));
                it.isAsUnknown(path -> it.stranger.get(path, "If-None-Match", "*"));
                it.isAsUnknown(path -> it.stranger.at(other.url()).get(path));
            }),
            entry("PATCH " + MEMORIES + "/{id}", it -> {
                it.isAsUnknown(path -> it.stranger.patch(path, "{\"content\":\"mine now\"}"));
                it.isAsUnknown(path -> it.stranger.patch(path, "{}"));
                it.isAsUnknown(path -> it.stranger.patch(path, "{\"title\":\"x\"}", "If-Match", it.etag()));
                it.isAsUnknown(path -> it.stranger.patch(path, "{\"title\":\"x\"}", "If-Match", "\"99.1\""));
            }),
            entry("DELETE " + MEMORIES + "/{id}", it -> {
                it.isAsUnknown(path -> it.stranger.delete(path));
                for (String tag : List.of(it.etag(), "\"99.1\"", "*")) {
                    it.isAsUnknown(path -> it.stranger.send("DELETE", path, null, "If-Match", tag));
                }
            }),
            entry(
                    "POST " + MEMORIES + "/{id}/retry-embedding",
                    it -> it.isAsUnknown(path -> it.stranger.post(path + "/retry-embedding", ""))),
            entry("GET " + MEMORIES + "/{id}/history", it -> {
                it.isAsUnknown(path -> it.stranger.get(path + "/history"));
                String page = MEMORIES + "/" + it.id + "/history?per_page=1";
                String cursor = it.owner
                        .get(page)
                        .json()
                        .path("meta")
                        .path("next_cursor")
                        .asString();
                assertThat(it.owner.get(page + "&cursor=" + cursor).status()).isEqualTo(200);
                assertThat(it.stranger.get(page + "&cursor=" + cursor).status()).isEqualTo(400);
                String own = it.stranger.create("mine").field("id");
                assertThat(it.stranger
                                .get(MEMORIES + "/" + own + "/history?per_page=1&cursor=" + cursor)
                                .status())
                        .isEqualTo(400);
            }),
            entry("GET " + MEMORIES + "/events", IsolationTest::streamsNothingOfOthers),
            entry("GET " + CONVERSATIONS, it -> {
                it.owner.post(CONVERSATIONS + "/" + it.conversation() + "/messages", MESSAGE);
                assertThat(it.stranger.get(CONVERSATIONS).json().path("data").isEmpty())
                        .isTrue();
            }),
            entry(
                    "POST " + CONVERSATIONS + "/{id}/messages",
                    it -> it.isAnUnknownConversation(path -> {
                        it.stranger.at(other.url()).post(path + "/messages", "{\"messages\":[{}]}");
                        return it.stranger.get(path);
                    })),
            entry("GET " + CONVERSATIONS + "/{id}/messages", it -> {
                it.isAnUnknownConversation(path -> it.stranger.get(path + "/messages"));
                it.isAnUnknownConversation(path -> it.stranger.at(other.url()).get(path + "/messages?order=desc"));
            }),
            entry("GET " + CONVERSATIONS + "/{id}", it -> it.isAnUnknownConversation(path -> it.stranger.get(path))),
            entry(
                    "PATCH " + CONVERSATIONS + "/{id}",
                    it -> it.isAnUnknownConversation(path -> it.stranger.patch(path, "{\"title\":\"mine\"}"))),
            entry(
                    "POST " + CONVERSATIONS + "/{id}/extract",
                    it -> it.isAnUnknownConversation(path -> it.stranger.post(path + "/extract", ""))),
            entry(
                    "GET " + MEMORIES + "/{id}/sources",
                    it -> it.isAsUnknown(path -> it.stranger.get(path + "/sources"))),
            entry("DELETE " + CONVERSATIONS + "/{id}", it -> {
                it.isAnUnknownConversation(path -> it.stranger.delete(path));
                it.isAnUnknownConversation(path -> it.stranger.delete(path + "?keep_extracted=true"));
            }));

    /// The id of a conversation of the owner.
    private String conversation() {
        return owner.user().toString();
    }

    /// A conversation that is somebody else's, and one that was never there.
    private void isAnUnknownConversation(Function<String, Answer> request) {
        String path = CONVERSATIONS + "/" + conversation();
        owner.post(path + "/messages", MESSAGE);
        String text = takenUp(path);
        String never = UUID.randomUUID().toString();

        Answer foreign = request.apply(path);
        Answer unknown = request.apply(CONVERSATIONS + "/" + never);

        assertThat(foreign.status()).isEqualTo(404);
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(foreign.text()).doesNotContain(SECRET);
        assertThat(foreign.text().replace(conversation(), "ID"))
                .isEqualTo(unknown.text().replace(never, "ID"));
        assertThat(headers(foreign)).isEqualTo(headers(unknown));
        assertThat(owner.get(path).text()).isEqualTo(text);
    }

    /// What the owner reads of the conversation once its message has been taken up, and before it is extracted from:
    /// the state of the extraction changes without a request until then.
    private String takenUp(String path) {
        Eventually.holds(
                SOON,
                () -> !owner.get(path).json().path("extraction").path("status").isNull());
        return owner.get(path).text();
    }

    /// Routes that know no user, besides those under {@link #ADMIN}: whether they are for administrators alone.
    private static final Map<String, Boolean> OTHERS = Map.of(
            "GET /actuator", true,
            "GET /actuator/prometheus", true,
            "GET /actuator/health", false,
            "GET /actuator/health/{*path}", false,
            "GET /openapi", false,
            "GET /docs", false,
            "GET /docs/{file}", false);

    private static Set<String> routes() {
        var routes = new TreeSet<String>();
        server.all(HandlerMapping.class).forEach(mapping -> {
            switch (mapping) {
                case RequestMappingInfoHandlerMapping methods ->
                    methods.getHandlerMethods().keySet().forEach(info -> routes.addAll(routes(info)));
                case AbstractUrlHandlerMapping urls ->
                    urls.getHandlerMap().keySet().forEach(pattern -> routes.add("* " + pattern.getPatternString()));
                case RouterFunctionMapping functions -> {
                    if (functions.getRouterFunction() != null) {
                        routes.add("* router function " + functions.getRouterFunction());
                    }
                }
                default -> {
                    // Spring's place for static resources, of which there are none.
                    if (!mapping.getClass().getSimpleName().equals("EmptyHandlerMapping")) {
                        routes.add("* " + mapping);
                    }
                }
            }
        });
        return routes;
    }

    private static List<String> routes(RequestMappingInfo info) {
        Set<?> methods = info.getMethodsCondition().getMethods();
        Stream<String> named =
                methods.isEmpty() ? Stream.of("*") : methods.stream().map(Object::toString);
        return named.flatMap(method -> info.getPatternsCondition().getPatterns().stream()
                        .map(pattern -> method + " " + pattern.getPatternString()))
                .toList();
    }

    @Test
    void coversEveryRouteThatThereIs() {
        assertThat(routes())
                .allMatch(route ->
                        USERS.containsKey(route) || OTHERS.containsKey(route) || route.contains(" " + ADMIN + "/"))
                .containsAll(USERS.keySet());
    }

    @Test
    void hidesWhatIsSomebodyElses() {
        USERS.forEach((route, check) -> {
            check.holds(this);
            assertThat(without(read().json(), "accessed_at"))
                    .as(route)
                    .isEqualTo(without(before.json(), "accessed_at"));
        });
        assertThat(owner.list(MEMORIES).json().path("meta").path("total").asInt())
                .as("two memories and a message")
                .isEqualTo(3);
    }

    @Test
    void keepsAdministrationToAdministrators() {
        routes().stream()
                .filter(route -> route.contains(" " + ADMIN + "/") || OTHERS.getOrDefault(route, false))
                .forEach(route -> {
                    int space = route.indexOf(' ');
                    String path = route.substring(space + 1).replaceAll("\\{[^}]*}", "memory-list");
                    String method = route.substring(0, space);
                    assertThat(stranger.send(method, path).status()).as(route).isEqualTo(403);
                    assertThat(Client.stranger(server.url()).send(method, path).status())
                            .as(route)
                            .isEqualTo(401);
                });
    }

    private String etag() {
        return before.headers().firstValue("ETag").orElseThrow();
    }

    /// A memory that is somebody else's, one that was never there, and one that was deleted.
    private void isAsUnknown(Function<String, Answer> request) {
        read(); // so that it stands in the cache
        String never = UUID.randomUUID().toString();
        String deleted = owner.create("deleted").field("id");
        owner.delete(MEMORIES + "/" + deleted);
        Answer foreign = request.apply(MEMORIES + "/" + id);

        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.text()).doesNotContain(SECRET, owner.user().toString());
        for (String unknown : List.of(never, deleted)) {
            Answer answer = request.apply(MEMORIES + "/" + unknown);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.text().replace(unknown, "ID"))
                    .isEqualTo(foreign.text().replace(id, "ID"));
            assertThat(headers(answer)).isEqualTo(headers(foreign));
        }
    }

    private static Map<String, List<String>> headers(Answer answer) {
        var headers = new TreeMap<>(answer.headers().map());
        headers.remove("date");
        return headers;
    }

    private void createsForNobodyElse() {
        String foreign = owner.user().toString();
        for (String field : List.of("user_id", "owner", "userId", "id", "sub")) {
            Answer refused = stranger.post(MEMORIES, "{\"content\":\"x\",\"%s\":\"%s\"}".formatted(field, foreign));
            assertThat(refused.status()).as(field).isEqualTo(422);
        }
        for (String header : List.of("X-User-Id", "X-Forwarded-User", "Omne-User", "X-Auth-User", "From", "Cookie")) {
            Answer created =
                    stranger.send("POST", MEMORIES, "{\"content\":\"x\",\"source_id\":\"s1\"}", header, foreign);
            assertThat(created.field("user_id"))
                    .as(header)
                    .isEqualTo(stranger.user().toString());
        }
        refersToNothingOfOthers();
        Answer created = stranger.post(MEMORIES + "?user_id=" + foreign, "{\"content\":\"x\"}");
        assertThat(created.status() == 422
                        || created.field("user_id").equals(stranger.user().toString()))
                .isTrue();
    }

    /// A memory that is somebody else's is as unknown as one that never was.
    private void refersToNothingOfOthers() {
        String own = MEMORIES + "/" + stranger.create("mine").field("id");
        String never = UUID.randomUUID().toString();
        List<Function<String, Answer>> requests = List.of(
                it -> stranger.post(MEMORIES, "{\"content\":\"x\",\"related_memories\":[\"%s\"]}".formatted(it)),
                it -> stranger.post(
                        MEMORIES + "/bulk",
                        "{\"memories\":[{\"content\":\"x\",\"related_memories\":[\"%s\"]}]}".formatted(it)),
                it -> stranger.patch(own, "{\"related_memories\":[\"%s\"]}".formatted(it)),
                it -> stranger.patch(own, "{\"superseded_by\":\"%s\"}".formatted(it)));
        for (Function<String, Answer> request : requests) {
            Answer foreign = request.apply(id);
            assertThat(foreign.text()).contains("unknown_memory").doesNotContain(SECRET, id);
            assertThat(foreign.text()).isEqualTo(request.apply(never).text());
        }
        assertThat(stranger.get(own).json().at("/related_memories")).isEmpty();
    }

    /// Nor does it take from somebody else's limit, or answer with what somebody else's key has made.
    private void createsManyForNobodyElse() {
        String key = "key of " + owner.user();
        String two = "{\"memories\":[{\"content\":\"meanwhile\"},{\"content\":\"x\",\"user_id\":\"%s\"}]}"
                .formatted(owner.user());
        Client nobody = server.client();
        Answer own = owner.post(MEMORIES + "/bulk", two, "Idempotency-Key", key);
        int left = remaining(own);
        Answer foreign = nobody.post(MEMORIES + "/bulk", two, "Idempotency-Key", key);

        assertThat(foreign.json().path("created").asInt()).isEqualTo(1);
        assertThat(foreign.json().path("errors").path(0).path("code").asString())
                .isEqualTo("unknown_field");
        String made = foreign.json().path("ids").path(0).asString();
        assertThat(own.text()).doesNotContain(made);
        assertThat(nobody.get(MEMORIES + "/" + made).field("user_id"))
                .isEqualTo(nobody.user().toString());
        assertThat(nobody.post(MEMORIES, "{\"content\":\"x\"}", "Idempotency-Key", key)
                        .status())
                .isEqualTo(422);
        assertThat(server.client()
                        .post(MEMORIES, "{\"content\":\"x\"}", "Idempotency-Key", key)
                        .status())
                .isEqualTo(201);
        assertThat(remaining(owner.post(MEMORIES + "/bulk", two, "Idempotency-Key", key)))
                .isEqualTo(left);
        deleteWhatCameMeanwhile();
    }

    private static int remaining(Answer answer) {
        return Integer.parseInt(
                answer.headers().firstValue("RateLimit-Remaining").orElseThrow());
    }

    private void listsAndCountsNothingOfOthers() {
        Client nobody = server.client();
        String cursor = owner.list(MEMORIES + "?per_page=1")
                .json()
                .path("meta")
                .path("next_cursor")
                .asString();
        assertThat(owner.get(MEMORIES + "?per_page=1&cursor=" + cursor).status())
                .isEqualTo(200);
        for (String query : List.of(
                "",
                "?tags=harbour",
                "?memory_type=note",
                "?source=manual&embedding_status=completed",
                "?sort_by=accessed_at",
                "?sort_by=occurred_at",
                "?superseded=false",
                "?exclude_tags=other",
                "?occurred_after=2020-01-01T00:00:00Z",
                "?memory_type=note,task",
                "?created_after=2020-01-01T00:00:00Z&per_page=100")) {
            Answer list = nobody.get(MEMORIES + query);
            assertThat(list.json().path("meta").path("total").asInt()).as(query).isZero();
            assertThat(list.json().path("data").isEmpty()).as(query).isTrue();
        }
        for (Client reader : List.of(nobody, nobody.at(other.url()))) {
            Answer walked = reader.get(MEMORIES + "?per_page=1&cursor=" + cursor);
            assertThat(walked.status()).isEqualTo(400);
            assertThat(walked.text()).doesNotContain(SECRET);
        }
        assertThat(nobody.get(MEMORIES + "?user_id=" + owner.user()).status()).isEqualTo(422);
        assertThat(nobody.send("GET", MEMORIES, null, "X-User-Id", owner.user().toString())
                        .json()
                        .path("meta")
                        .path("total")
                        .asInt())
                .isZero();
    }

    private void findsNothingOfOthers() {
        Client newcomer = server.client();
        for (String mode : List.of("hybrid", "meaning", "words")) {
            String search = "{\"query\": \"%s harbour\", \"mode\": \"%s\", \"context\": 5}".formatted(SECRET, mode);
            assertThat(owner.post(MEMORIES + "/search", search).text()).contains(id);
            Answer nothing = newcomer.post(MEMORIES + "/search", search);
            assertThat(nothing.status()).isEqualTo(200);
            assertThat(nothing.json().path("meta").path("searched").asInt()).isZero();
            assertThat(nothing.json().path("data")).isEmpty();
        }
    }

    private void streamsNothingOfOthers() {
        String place;
        try (SentEvents stream = owner.stream(MEMORIES + "/events?last_event_id=0")) {
            stream.event();
            place = stream.lastId();
        }
        Client listener = server.client();
        assertThat(listener.get(MEMORIES + "/events?last_event_id=" + place).status())
                .isEqualTo(400);
        for (String[] resume : new String[][] {{}, {"Last-Event-ID", "0"}}) {
            for (Client there : List.of(listener, listener.at(other.url()))) {
                try (SentEvents stream = there.stream(MEMORIES + "/events", resume)) {
                    assertThat(stream.status()).isEqualTo(200);
                    owner.create("meanwhile");
                    String own = listener.create("mine").field("id");
                    String first = first(stream, own);
                    assertThat(first).as(Arrays.toString(resume)).isEqualTo(own);
                }
            }
        }
        deleteWhatCameMeanwhile();
    }

    private void deleteWhatCameMeanwhile() {
        owner.get(MEMORIES).json().path("data").forEach(memory -> {
            if (memory.path("content").asString().equals("meanwhile")) {
                owner.delete(MEMORIES + "/" + memory.path("id").asString());
            }
        });
    }

    /// The memory of the last event up to the creation of one's own, whose content each has to have been.
    private static String first(SentEvents stream, String own) {
        while (true) {
            JsonNode event = Objects.requireNonNull(stream.event()).json();
            assertThat(event.toString()).doesNotContain(SECRET, "meanwhile", "another");
            if (event.path("memory_id").asString().equals(own)) {
                return own;
            }
        }
    }

    private static JsonNode without(JsonNode memory, String field) {
        return ((ObjectNode) memory).without(field);
    }

    /// PostgreSQL is away then. The last write may have taken it out of the cache again.
    private boolean isReadFromTheCache() {
        wire.mend();
        read();
        wire.cut();
        return read().status() == 200;
    }

    /// What is cached is looked for in PostgreSQL all the same where it is somebody else's: otherwise its answer
    /// would come sooner than that of one that was never there, or, as here, come at all.
    @Test
    void doesNotTellWhatIsCached() {
        String never = UUID.randomUUID().toString();
        try {
            Eventually.holds(SOON, this::isReadFromTheCache);
            assertThat(stranger.get(MEMORIES + "/" + never).status()).isEqualTo(503);
            assertThat(stranger.get(MEMORIES + "/" + id).status()).isEqualTo(503);
        } finally {
            wire.mend();
        }
        Eventually.holds(SOON, () -> stranger.get(MEMORIES + "/" + id).status() == 404);
    }
}
