package io.omne;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A server on the loopback that speaks a provider's wire format, and answers with {@link FakeVectors} at hardly
/// any cost, unless it was told to do something else. Safe to use from several threads at once.
public abstract class FakeProvider implements AutoCloseable {

    /// The only key that it takes.
    public static final String KEY = "sk-opensesame-42";

    /// A text, or a part of one, that its refusals repeat.
    public static final String SECRET = "marmalade under the boathouse";

    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String path;
    private final int dimension;

    /// Its own: a server that ends takes the event loops of its JVM with it.
    private final LoopResources loops = LoopResources.create("fake-provider", 2, true);

    private final DisposableServer server;
    private final Queue<FakeReply> next = new ConcurrentLinkedQueue<>();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong texts = new AtomicLong();
    private final Map<Predicate<JsonNode>, FakeReply> odd = new ConcurrentHashMap<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile int mostInFlight = Integer.MAX_VALUE;
    private volatile Function<String, Duration> slowness = _ -> Duration.ZERO;
    private volatile @Nullable FakeReply always;
    private volatile @Nullable JsonNode question;

    /// @param path where it takes questions
    /// @param dimension of its vectors, where a question does not name another
    FakeProvider(String path, int dimension) {
        this.path = path;
        this.dimension = dimension;
        this.server = HttpServer.create()
                .runOn(loops)
                .host("127.0.0.1")
                .port(0)
                .handle(this::handle)
                .bindNow();
    }

    abstract List<String> texts(JsonNode asked);

    abstract @Nullable JsonNode dimension(JsonNode asked);

    abstract String answer(List<String> asked, int length);

    String root() {
        return "http://127.0.0.1:" + server.port();
    }

    /// What to set as the provider's base URL.
    public abstract String baseUrl();

    /// What it does with the next calls, one each; afterwards it answers again.
    public void next(FakeReply... replies) {
        next.addAll(List.of(replies));
    }

    /// What it does from now on with each call.
    public void always(FakeReply reply) {
        always = reply;
    }

    /// From now on it answers.
    public void recover() {
        next.clear();
        always = null;
        odd.clear();
        mostInFlight = Integer.MAX_VALUE;
        slowness = _ -> Duration.ZERO;
    }

    /// From now on it takes so long for each text of a call, one after another.
    public void takeForEachText(Function<String, Duration> time) {
        slowness = time;
    }

    /// From now on it refuses with 429 what comes while it is at so many calls.
    public void allowAtOnce(int calls) {
        mostInFlight = calls;
    }

    /// Refuses every call from now on in which a text contains the mark.
    public void refuse(String textsWith, int status) {
        answer(textsWith, FakeReply.status(status));
    }

    /// What it does from now on with each call in which a text contains the mark.
    public void answer(String textsWith, FakeReply reply) {
        answer(asked -> texts(asked).stream().anyMatch(it -> it.contains(textsWith)), reply);
    }

    /// What it does from now on with each call that asks for such a thing.
    public void answer(Predicate<JsonNode> asked, FakeReply reply) {
        odd.put(asked, reply);
    }

    /// How many calls came in, answered or not.
    public long calls() {
        return calls.get();
    }

    /// How many texts it gave vectors for.
    public long embedded() {
        return texts.get();
    }

    /// The latest question.
    public JsonNode question() {
        JsonNode latest = question;
        if (latest == null) {
            throw new AssertionError("nothing was asked");
        }
        return latest;
    }

    private Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
        return request.receive().aggregate().asByteArray().flatMap(body -> {
            boolean isTooMany = inFlight.incrementAndGet() > mostInFlight;
            Publisher<Void> reply = isTooMany
                    ? FakeReply.status(429).send(response, "")
                    : reply(request, response, JSON.readTree(body));
            return Mono.from(reply).doFinally(_ -> inFlight.decrementAndGet());
        });
    }

    private Publisher<Void> reply(HttpServerRequest request, HttpServerResponse response, JsonNode asked) {
        calls.incrementAndGet();
        question = asked;
        if (!request.uri().equals(path)) {
            return response.sendNotFound();
        }
        if (!("Bearer " + KEY).equals(request.requestHeaders().get("Authorization"))) {
            return FakeReply.status(401).send(response, "");
        }
        List<String> all = texts(asked);
        JsonNode named = dimension(asked);
        FakeReply scripted = scripted(asked);
        String usual = answer(all, named == null ? dimension : named.asInt());
        response.header("Content-Type", "application/json");
        if (scripted != null) {
            return scripted.send(response, usual);
        }
        texts.addAndGet(all.size());
        Duration time = all.stream().map(slowness).reduce(Duration.ZERO, Duration::plus);
        return response.sendString(
                time.isZero() ? Mono.just(usual) : Mono.just(usual).delayElement(time));
    }

    private @Nullable FakeReply scripted(JsonNode asked) {
        for (Map.Entry<Predicate<JsonNode>, FakeReply> some : odd.entrySet()) {
            if (some.getKey().test(asked)) {
                return some.getValue();
            }
        }
        FakeReply once = next.poll();
        return once == null ? always : once;
    }

    static List<String> strings(JsonNode array) {
        var strings = new ArrayList<String>(array.size());
        array.forEach(it -> strings.add(it.asString()));
        return strings;
    }

    @Override
    public void close() {
        server.disposeNow();
        loops.disposeLater(Duration.ZERO, LONGEST_END).block(LONGEST_END);
    }
}
