package io.omne.memory.adapter.web.document;

import static java.util.Map.entry;

import io.omne.memory.adapter.web.ResponseBody;
import io.omne.memory.adapter.web.administration.AdministrationResponses;
import io.omne.memory.adapter.web.administration.EmbeddingReport;
import io.omne.memory.adapter.web.administration.ModelReport;
import io.omne.memory.adapter.web.events.LastEventId;
import io.omne.memory.adapter.web.memories.BulkRoute;
import io.omne.memory.adapter.web.memories.IdempotencyKeyHeader;
import io.omne.memory.adapter.web.memories.RateLimitHeaders;
import io.omne.memory.api.IdempotencyKey;
import io.omne.web.openapi.Operation;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the routes do, by method and path. {@link OpenApiDocument} fails where a route is not among them, and where
/// one of
/// them is no route.
final class MemoryOperations {

    static final String DOCUMENT = "/openapi";
    static final String PAGE = "/docs";

    private static final String MEMORIES = "/api/v1/memories";
    private static final String MEMORY = MEMORIES + "/{id}";
    private static final String ADMIN = "/api/v1/admin";
    private static final String MODEL = ADMIN + "/embeddings/model";
    private static final String PROJECTIONS = ADMIN + "/projections";
    private static final String VERIFICATION = ADMIN + "/verify";
    private static final String SWEEPS = ADMIN + "/sweeps";

    private static final String CLEANED = "Omne-Cleaned";
    private static final String LIMIT = RateLimitHeaders.LIMIT;
    private static final String REMAINING = RateLimitHeaders.REMAINING;
    private static final String RESET = RateLimitHeaders.RESET;

    /// What `spring.http.codecs.max-in-memory-size` and `omne.rate-limit.memories` are set to, as `OpenApiTest` makes
    /// sure.
    private static final int BODY_BYTES = 1024 * 1024;
    private static final int MEMORIES_A_MINUTE = 100;

    private static final String RATE =
            " A user may create %d memories a minute, if the settings, or a claim of the token, say nothing else."
                    .formatted(MEMORIES_A_MINUTE);
    private static final String KEY =
            ("The client's own name for the request, such as a UUID: 1 to %d printable ASCII characters. For %d hours the"
                            + " same request with it is answered as the first one was, and creates nothing more;"
                            + " with another body it is a 422 with the code `reused`.")
                    .formatted(IdempotencyKeyHeader.LONGEST, IdempotencyKey.KEY_HOLDS.toHours());

    /// Of what the path holds.
    static final Map<String, String> VARIABLES = Map.of(
            "id", "The memory's.",
            "name", "Of the projection, or the sweep, as the list of them has it.",
            "file", "A part of the page.");

    private static final Map<String, Operation> MEMORY_ROUTES = Map.ofEntries(
            entry(
                    "POST " + MEMORIES,
                    Operation.user("createMemory", "Creates a memory, which is embedded in the background.")
                            .description(RATE.strip() + body(BODY_BYTES))
                            .body(BodySchemas.CREATE)
                            .header(IdempotencyKeyHeader.HEADER, KEY)
                            .answers(
                                    201,
                                    "The memory.",
                                    ResponseBody.One.class,
                                    "Location",
                                    "ETag",
                                    CLEANED,
                                    LIMIT,
                                    REMAINING,
                                    RESET)
                            .answers(
                                    200,
                                    "The memory that was created with this key before.",
                                    ResponseBody.One.class,
                                    "Location",
                                    "ETag",
                                    CLEANED,
                                    LIMIT,
                                    REMAINING,
                                    RESET)
                            .problems(429)),
            entry(
                    "POST " + MEMORIES + "/bulk",
                    Operation.user("createMemories", "Creates many memories at once.")
                            .description("A memory that is wrong stops no other, and is told of in the answer; so is"
                                    + " one that is over the limit, with the code `%s`, the last ones first."
                                            .formatted(RateLimitHeaders.CODE)
                                    + RATE
                                    + body(BulkRoute.MOST_BYTES))
                            .body(BodySchemas.BULK)
                            .header(IdempotencyKeyHeader.HEADER, KEY)
                            .answers(
                                    200,
                                    "What was created, and what is wrong with the others.",
                                    ResponseBody.Bulk.class,
                                    LIMIT,
                                    REMAINING,
                                    RESET)),
            entry(
                    "GET " + MEMORIES,
                    Operation.user("listMemories", "The caller's memories, by page or by cursor.")
                            .query(QuerySchemas.LIST)
                            .answers(200, "A page of memories.", ResponseBody.Page.class, "Omne-Stale")),
            entry(
                    "GET " + MEMORY,
                    Operation.user("findMemory", "A memory.")
                            .query(QuerySchemas.FIND)
                            .header(
                                    "If-None-Match",
                                    "Entity tags that the client has, each as an answer's `ETag` is, quotes included.")
                            .answers(
                                    200,
                                    "The memory; with its vectors where they are asked for.",
                                    ResponseBody.One.class,
                                    "ETag")
                            .answersNothing(304, "It is as the client has it.", "ETag")
                            .problems(404)),
            entry(
                    "PATCH " + MEMORY,
                    Operation.user("editMemory", "Changes the fields that are sent.")
                            .description(body(BODY_BYTES).strip())
                            .body(BodySchemas.EDIT)
                            .header("If-Match", ifMatch("edit"))
                            .answers(200, "The memory after the edit.", ResponseBody.One.class, "ETag", CLEANED)
                            .problems(404, 409, 412)),
            entry(
                    "DELETE " + MEMORY,
                    Operation.user("deleteMemory", "Deletes a memory.")
                            .header("If-Match", ifMatch("deletion"))
                            .answersNothing(204, "It is deleted.")
                            .problems(404, 409, 412)),
            entry(
                    "POST " + MEMORY + "/retry-embedding",
                    Operation.user("retryEmbedding", "Has a memory embedded again, which failed or waits for a retry.")
                            .answers(202, "It is pending.", ResponseBody.Retry.class)
                            .problems(404, 409)),
            entry(
                    "GET " + MEMORY + "/history",
                    Operation.user("readHistory", "What happened to a memory, oldest first.")
                            .query(QuerySchemas.HISTORY)
                            .answers(200, "A page of what happened.", ResponseBody.History.class)
                            .problems(404)),
            entry(
                    "GET " + MEMORIES + "/events",
                    Operation.user("streamEvents", "What happens to the caller's memories, as it happens.")
                            .query(QuerySchemas.EVENTS)
                            .header(LastEventId.HEADER, "The id of the last event that the client has; empty for none.")
                            .answersOther(
                                    200,
                                    "Server-sent events; the data of each is a `MemoryEvent`.",
                                    "text/event-stream")
                            .problems(429)));

    private static final Map<String, Operation> ADMINISTRATION = Map.ofEntries(
            entry(
                    "GET " + ADMIN + "/embeddings",
                    Operation.administrator("showEmbedding", "How the embedding of everybody's memories stands.")
                            .answers(200, "How it stands.", EmbeddingReport.class)),
            entry(
                    "GET " + MODEL,
                    Operation.administrator("findModel", "The embedding model, and its change that is under way.")
                            .answers(200, "The model.", ModelReport.class)),
            entry(
                    "POST " + MODEL,
                    Operation.administrator("changeModel", "Begins to change the embedding model for another.")
                            .description(
                                    "The other model is tried with one text first, unless `check` is false: 422 where"
                                            + " its provider does not know it, takes no such key, or gives vectors of another"
                                            + " dimension, and 503 where its provider is away.")
                            .body(BodySchemas.CHANGE_MODEL)
                            .answers(202, "The change has begun.", ModelReport.class)
                            .problems(409, 503)),
            entry(
                    "GET " + MODEL + "/refused",
                    Operation.administrator(
                                    "listRefusedTexts",
                                    "The memories that hold the change up, by their owners and ids.")
                            .query(QuerySchemas.REFUSED_TEXTS)
                            .answers(
                                    200,
                                    "A page of them; empty where no change is under way.",
                                    AdministrationResponses.RefusedTexts.class)),
            entry(
                    "PATCH " + MODEL,
                    Operation.administrator("steerModelChange", "Pauses, resumes or paces the change under way.")
                            .body(BodySchemas.STEER_CHANGE)
                            .answers(200, "The model and its change.", ModelReport.class)
                            .problems(409)),
            entry(
                    "DELETE " + MODEL,
                    Operation.administrator("cancelModelChange", "Gives up the change under way.")
                            .answers(200, "The model.", ModelReport.class)
                            .problems(409)),
            entry(
                    "GET " + PROJECTIONS,
                    Operation.administrator("listProjections", "How far the read models are.")
                            .answers(200, "The read models.", AdministrationResponses.States.class)),
            entry(
                    "POST " + PROJECTIONS + "/{name}/replay",
                    Operation.administrator("replayProjection", "Builds a read model anew from the events.")
                            .answers(202, "It is asked for.", AdministrationResponses.Job.class)
                            .problems(404, 409)),
            entry(
                    "GET " + PROJECTIONS + "/{name}/dead-letters",
                    Operation.administrator("listDeadLetters", "Events that a read model could not take.")
                            .query(QuerySchemas.DEAD_LETTERS)
                            .answers(200, "The oldest of them.", AdministrationResponses.DeadLetters.class)
                            .problems(404)),
            entry(
                    "POST " + PROJECTIONS + "/{name}/dead-letters/retry",
                    Operation.administrator("retryDeadLetters", "Tries these events again.")
                            .answers(200, "What came of it.", AdministrationResponses.Retried.class)
                            .problems(404)),
            entry(
                    "POST " + VERIFICATION,
                    Operation.administrator("verify", "Compares events, state and read model.")
                            .answers(202, "It is asked for.", AdministrationResponses.Job.class)
                            .problems(409)),
            entry(
                    "GET " + VERIFICATION,
                    Operation.administrator("findVerification", "What came of the latest comparison.")
                            .answers(200, "The latest.", AdministrationResponses.Job.class)
                            .problems(404)),
            entry(
                    "GET " + SWEEPS,
                    Operation.administrator("listSweeps", "What looks for embeddings that were missed or failed.")
                            .answers(200, "The sweeps.", AdministrationResponses.Sweeps.class)),
            entry(
                    "POST " + SWEEPS + "/{name}",
                    Operation.administrator("sweep", "Has a sweep done at once.")
                            .answers(202, "It is asked for.", AdministrationResponses.Job.class)
                            .problems(404, 409)));

    private static final Map<String, Operation> DOCUMENTATION = Map.of(
            "GET " + DOCUMENT,
            Operation.anybody("readDocument", "This document.").answersOther(200, "This document.", "application/json"),
            "GET " + PAGE,
            Operation.anybody("readPage", "This document as a page, to read and to try.")
                    .answersOther(200, "The page.", "text/html"),
            "GET " + PAGE + "/{file}",
            Operation.anybody("readPart", "What the page is made of.")
                    .answersOther(200, "A script or a style.", "*/*")
                    .problems(404));

    /// Of the routes that are found by their mappings.
    static final Map<String, Operation> ALL = Stream.of(MEMORY_ROUTES, ADMINISTRATION, DOCUMENTATION)
            .flatMap(some -> some.entrySet().stream())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private static final String[] HEALTH_MEDIA = {
        "application/vnd.spring-boot.actuator.v3+json",
        "application/vnd.spring-boot.actuator.v2+json",
        "application/json"
    };

    /// Spring Boot's own that are read, as the settings expose them, by path.
    static final Map<String, Operation> ACTUATOR = Map.of(
            "/actuator/health/liveness",
            Operation.anybody("checkLiveness", "Whether the process is well, whatever it needs.")
                    .answersOther(200, "It is.", HEALTH_MEDIA)
                    .answersOther(503, "It is not, and wants to be started anew.", HEALTH_MEDIA),
            "/actuator/health/readiness",
            Operation.anybody("checkReadiness", "Whether the server takes requests.")
                    .answersOther(200, "It does.", HEALTH_MEDIA)
                    .answersOther(503, "It does not: it starts or stops.", HEALTH_MEDIA),
            "/actuator/health",
            Operation.anybody("checkHealth", "Whether the server is well.")
                    .answersOther(200, "It is.", HEALTH_MEDIA)
                    .answersOther(503, "It is not.", HEALTH_MEDIA),
            "/actuator/prometheus",
            Operation.administrator("readMetrics", "Metrics for Prometheus.")
                    .answersOther(
                            200,
                            "The metrics.",
                            "text/plain",
                            "application/openmetrics-text",
                            "application/vnd.google.protobuf"));

    private static String ifMatch(String what) {
        return ("The entity tag that the %s is meant for, as an answer's `ETag` is, quotes included; or `*`, for any."
                        + " Another one is a 412.")
                .formatted(what);
    }

    private static String body(int bytes) {
        return " The body has at most %d MiB.".formatted(bytes >> 20);
    }

    private MemoryOperations() {}
}
