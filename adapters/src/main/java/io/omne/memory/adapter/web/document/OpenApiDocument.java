package io.omne.memory.adapter.web.document;

import io.omne.memory.adapter.web.ResponseBody;
import io.omne.memory.adapter.web.memories.RateLimitHeaders;
import io.omne.validation.ErrorCode;
import io.omne.web.openapi.Operation;
import io.omne.web.openapi.Operation.Access;
import io.omne.web.openapi.Operation.Result;
import io.omne.web.openapi.Schemas;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The description of the API in the form of OpenAPI 3.1: routes and media types from their mappings, answers
/// from their records, requests from the shapes that they are read by, and the rest from {@link MemoryOperations}.
final class OpenApiDocument {

    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
    private static final String PROBLEM = "Problem";

    private static final Map<Integer, String> PROBLEMS = Map.ofEntries(
            Map.entry(400, "Not to be read: the path, a header, the JSON, a UUID, number, date or cursor."),
            Map.entry(401, "No token, or one that does not count here."),
            Map.entry(403, "A token without the scope."),
            Map.entry(404, "There is no such thing; what is somebody else's is not told apart."),
            Map.entry(406, "No answer in a media type that the request accepts."),
            Map.entry(408, "The body stopped coming."),
            Map.entry(409, "Not now: in this state, or while others do the same."),
            Map.entry(412, "The memory has no version that `If-Match` names."),
            Map.entry(413, "The body is too large."),
            Map.entry(414, "The first line of the request is too large."),
            Map.entry(417, "`Expect` has something other than `100-continue`."),
            Map.entry(415, "The body is not JSON in UTF-8, or compressed."),
            Map.entry(429, "The user has created too many memories for now."),
            Map.entry(431, "The headers are too large."),
            Map.entry(422, "Readable, but against the rules of a field."),
            Map.entry(500, "A fault of the server's; the answer has a reference that stands in its log."),
            Map.entry(503, "Something that the request needs is away."));

    private static final Map<String, String> HEADERS = Map.of(
            RateLimitHeaders.LIMIT,
            "How many memories the user may create within the window, a minute if the settings say nothing else.",
            RateLimitHeaders.REMAINING,
            "How many are left.",
            RateLimitHeaders.RESET,
            "The seconds until there will be more than `%s` says; 0 where none has been created."
                    .formatted(RateLimitHeaders.REMAINING),
            "ETag",
            "The version of the memory, quotes included, for `If-Match` and `If-None-Match`.",
            "Location",
            "The path of the memory.",
            "Omne-Cleaned",
            "The fields that markup was taken out of, separated by commas; absent where there are none. "
                    + FieldDescriptions.CLEANED,
            "Omne-Stale",
            "`true` where the list is more than a second behind what its user wrote.",
            "Retry-After",
            "In how many seconds to come back.",
            "WWW-Authenticate",
            "What is wrong with the token.");

    private static final Set<String> WHOLE_NUMBERS =
            Set.of(RateLimitHeaders.LIMIT, RateLimitHeaders.REMAINING, RateLimitHeaders.RESET, "Retry-After");

    /// That of a route which creates nothing.
    private static final String TOO_MANY_STREAMS = "ProblemTooManyStreams";

    private final ResponseSchemas answers = new ResponseSchemas();
    private final Map<String, ObjectNode> bodies = new TreeMap<>();

    private OpenApiDocument() {}

    /// A route as its mapping has it.
    private record Route(String method, String path, List<String> consumes) {

        String key() {
            return method + " " + path;
        }
    }

    /// The document as text, the same for the same routes.
    ///
    /// @throws IllegalStateException when not exactly these routes are described
    static String describe(Set<RequestMappingInfo> mappings) {
        List<Route> routes = mappings.stream().flatMap(OpenApiDocument::routes).toList();
        Set<String> found = routes.stream().map(Route::key).collect(Collectors.toCollection(TreeSet::new));
        if (!found.equals(MemoryOperations.ALL.keySet())) {
            throw new IllegalStateException("in Operations: routes without a description %s, without a route %s"
                    .formatted(
                            without(found, MemoryOperations.ALL.keySet()),
                            without(MemoryOperations.ALL.keySet(), found)));
        }
        return new OpenApiDocument().text(routes);
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        var rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    private static Stream<Route> routes(RequestMappingInfo mapping) {
        List<String> consumes = mapping.getConsumesCondition().getConsumableMediaTypes().stream()
                .map(Object::toString)
                .toList();
        return mapping.getPatternsCondition().getPatterns().stream()
                .flatMap(path -> mapping.getMethodsCondition().getMethods().stream()
                        .map(RequestMethod::name)
                        .map(method -> new Route(method, path.getPatternString(), consumes)));
    }

    private String text(List<Route> routes) {
        var paths = new TreeMap<String, Map<String, ObjectNode>>();
        routes.forEach(route -> add(paths, route, Objects.requireNonNull(MemoryOperations.ALL.get(route.key()))));
        MemoryOperations.ACTUATOR.forEach(
                (path, operation) -> add(paths, new Route("GET", path, List.of()), operation));
        answers.reference(ResponseBody.Event.class);

        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("openapi", "3.1.1");
        document.putObject("info")
                .put("title", "Omne")
                .put("version", "1")
                .put(
                        "description",
                        "A memory storage core for AI assistants. Times are in UTC, ids are UUIDs, characters are Unicode"
                                + " code points. A field of a body that is not known is refused, and so is a parameter of the"
                                + " query where an operation has any; the others pass over the query.");
        document.putArray("servers").addObject().put("url", "/");
        ObjectNode described = document.putObject("paths");
        paths.forEach((path, operations) -> operations.forEach(described.putObject(path)::set));
        ObjectNode components = document.putObject("components");
        ObjectNode schemas = components.putObject("schemas");
        var all = new TreeMap<>(answers.components());
        all.putAll(bodies);
        all.put(PROBLEM, problem());
        all.forEach(schemas::set);
        ObjectNode responses = components.putObject("responses");
        PROBLEMS.keySet().stream()
                .sorted()
                .forEach(status -> responses.set(problemName(status), problemResponse(status)));
        responses.set(
                TOO_MANY_STREAMS, problemOf("The user has too many streams of events open.", List.of("Retry-After")));
        components
                .putObject("securitySchemes")
                .putObject("token")
                .put("type", "http")
                .put("scheme", "bearer")
                .put("bearerFormat", "JWT")
                .put("description", "The user is its `sub`; the scope `omne:admin` opens administration.");
        // The same on every machine.
        var indenter = new DefaultIndenter("  ", "\n");
        return JsonMapper.builder()
                        .build()
                        .writer()
                        .with(new DefaultPrettyPrinter()
                                .withObjectIndenter(indenter)
                                .withArrayIndenter(indenter))
                        .writeValueAsString(document)
                + "\n";
    }

    private void add(Map<String, Map<String, ObjectNode>> paths, Route route, Operation operation) {
        paths.computeIfAbsent(route.path(), _ -> new TreeMap<>())
                .put(route.method().toLowerCase(Locale.ROOT), described(route, operation));
    }

    private ObjectNode described(Route route, Operation it) {
        ObjectNode operation = JsonNodeFactory.instance.objectNode();
        operation.put("operationId", it.id()).put("summary", it.summary());
        if (it.description() != null) {
            operation.put("description", it.description());
        }
        operation.putArray("tags").add(tag(route.path()));
        var security = operation.putArray("security");
        if (it.access() != Access.ANYBODY) {
            var scopes = security.addObject().putArray("token");
            if (it.access() == Access.ADMINISTRATOR) {
                scopes.add("omne:admin");
            }
        }
        addParameters(operation, route, it);
        if (it.body() != null) {
            ObjectNode body = operation.putObject("requestBody").put("required", true);
            ObjectNode content = body.putObject("content");
            ObjectNode schema = Schemas.reference(it.body().name());
            bodies.put(it.body().name(), it.body().schema());
            ObjectNode example = Examples.of(it.body());
            route.consumes().forEach(media -> {
                ObjectNode described = content.putObject(media);
                described.set("schema", schema);
                if (example != null) {
                    described.set("example", example);
                }
            });
        }
        addResponses(operation.putObject("responses"), it);
        return operation;
    }

    private static String tag(String path) {
        return path.startsWith("/api/v1/admin/")
                ? "administration"
                : path.startsWith("/api/") ? "memories" : "operation";
    }

    private static void addParameters(ObjectNode operation, Route route, Operation it) {
        var parameters = JsonNodeFactory.instance.arrayNode();
        VARIABLE.matcher(route.path())
                .results()
                .map(match -> match.group(1))
                .forEach(name -> parameters
                        .addObject()
                        .put("name", name)
                        .put("in", "path")
                        .put("required", true)
                        .put("description", MemoryOperations.VARIABLES.get(name))
                        .set("schema", name.equals("id") ? Schemas.uuid() : Schemas.string()));
        it.query()
                .fields()
                .forEach((name, field) -> parameters
                        .addObject()
                        .put("name", name)
                        .put("in", "query")
                        .put("required", field.required())
                        .put("description", field.description())
                        .set("schema", field.schema().deepCopy()));
        it.headers()
                .forEach(header -> parameters
                        .addObject()
                        .put("name", header.name())
                        .put("in", "header")
                        .put("required", false)
                        .put("description", header.description())
                        .set("schema", Schemas.string()));
        if (!parameters.isEmpty()) {
            operation.set("parameters", parameters);
        }
    }

    private void addResponses(ObjectNode responses, Operation it) {
        var all = new TreeMap<Integer, ObjectNode>();
        problems(it).forEach(status -> all.put(status, Schemas.reference("responses", problemName(status, it))));
        it.results().forEach(result -> all.put(result.status(), response(result)));
        all.forEach((status, response) -> responses.set(status.toString(), response));
    }

    private static Set<Integer> problems(Operation it) {
        var statuses = new LinkedHashSet<>(it.problems());
        // A token that does not count is refused even where none is needed, and an Accept that is none everywhere.
        statuses.addAll(List.of(400, 401, 406, 414, 417, 431, 500, 503));
        if (it.access() == Access.ADMINISTRATOR) {
            statuses.add(403);
        }
        if (!it.query().fields().isEmpty()) {
            statuses.add(422);
        }
        if (it.body() != null) {
            statuses.addAll(List.of(408, 413, 415, 422));
        }
        return statuses;
    }

    private static String problemName(int status, Operation it) {
        boolean creates =
                it.results().stream().anyMatch(result -> result.headers().contains(RateLimitHeaders.LIMIT));
        return status == HttpStatus.TOO_MANY_REQUESTS.value() && !creates ? TOO_MANY_STREAMS : problemName(status);
    }

    private static String problemName(int status) {
        return PROBLEM + status;
    }

    private static ObjectNode problemResponse(int status) {
        List<String> headers = switch (HttpStatus.valueOf(status)) {
            case UNAUTHORIZED, FORBIDDEN -> List.of("WWW-Authenticate");
            case TOO_MANY_REQUESTS ->
                List.of("Retry-After", RateLimitHeaders.LIMIT, RateLimitHeaders.REMAINING, RateLimitHeaders.RESET);
            case SERVICE_UNAVAILABLE -> List.of("Retry-After");
            default -> List.of();
        };
        return problemOf(Objects.requireNonNull(PROBLEMS.get(status)), headers);
    }

    private static ObjectNode problemOf(String description, List<String> headers) {
        ObjectNode response = JsonNodeFactory.instance.objectNode().put("description", description);
        addHeaders(response, headers);
        response.putObject("content").putObject("application/problem+json").set("schema", Schemas.reference(PROBLEM));
        return response;
    }

    private ObjectNode response(Result result) {
        ObjectNode response = JsonNodeFactory.instance.objectNode().put("description", result.description());
        addHeaders(response, result.headers());
        if (!result.media().isEmpty()) {
            ObjectNode content = response.putObject("content");
            result.media().forEach(media -> content.putObject(media).set("schema", schema(result, media)));
        }
        return response;
    }

    private ObjectNode schema(Result result, String media) {
        Class<?> answer = result.answer();
        if (answer != null) {
            return answers.reference(answer);
        }
        return media.endsWith("json") ? Schemas.anyObject() : Schemas.string();
    }

    private static void addHeaders(ObjectNode response, List<String> names) {
        if (!names.isEmpty()) {
            ObjectNode headers = response.putObject("headers");
            names.forEach(name -> headers.putObject(name)
                    .put("description", HEADERS.get(name))
                    .set("schema", WHOLE_NUMBERS.contains(name) ? Schemas.integer() : Schemas.string()));
        }
    }

    private static ObjectNode problem() {
        ObjectNode error = Schemas.object().put("title", "FieldError");
        ObjectNode fields = error.putObject("properties");
        fields.set("field", Schemas.string().put("description", "Its name, such as `content` or `tags[3]`."));
        fields.set("code", Schemas.word(ErrorCode.values()).put("description", "The rule that is broken."));
        fields.set("message", Schemas.string());
        fields.propertyNames().forEach(error.putArray("required")::add);

        ObjectNode problem = Schemas.object().put("description", "A problem of RFC 9457.");
        ObjectNode properties = problem.putObject("properties");
        properties.set("type", Schemas.constant("about:blank"));
        properties.set("title", Schemas.string());
        properties.set("status", Schemas.integer());
        properties.set("detail", Schemas.string());
        properties.propertyNames().forEach(problem.putArray("required")::add);
        properties.set(
                "instance",
                Schemas.string()
                        .put(
                                "description",
                                "The path of the request; absent where the request was too broken to have one."));
        properties.set("errors", Schemas.array(error).put("description", "All that is wrong with the fields."));
        return problem;
    }
}
