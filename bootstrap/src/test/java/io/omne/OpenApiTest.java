package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.ApiDocument.ApiOperation;
import io.omne.Client.Answer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;

/// The description of the API is that of the server as it stands, and is in the repository, so that a change of
/// the contract is seen.
class OpenApiTest {

    private static final Path FILE = Path.of(System.getProperty("basedir", ""))
            .toAbsolutePath()
            .resolveSibling("docs")
            .resolve("openapi.json");
    private static final String REDRAW = "./omne test -Dquick -pl bootstrap -am -DskipITs -Dtest=OpenApiTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dredraw";

    private static TestDatabase database;
    private static Instance server;
    private static ApiDocument document;
    private static Client stranger;

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        server = new Instance(database.url(), TestRedis.shared(), Map.of("embedding.provider", ZeroCost.NAME));
        stranger = Client.stranger(server.url());
        document = new ApiDocument(stranger.get("/openapi").json());
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    @Test
    void isWhatTheRepositoryHas() throws IOException {
        Answer served = stranger.get("/openapi");
        assertThat(served.status())
                .as("every route has to be described; what is missing stands in the log")
                .isEqualTo(200);
        if (System.getProperty("redraw") != null) {
            Files.writeString(FILE, served.text());
        }

        assertThat(FILE)
                .as("the API has changed: if it was meant to, write its description again with\n%s", REDRAW)
                .exists()
                .content()
                .isEqualTo(served.text());
    }

    @Test
    void refersOnlyToWhatItHas() {
        List<String> references = document.json().findValuesAsString("$ref");

        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.json().at(reference.substring(1)).isObject())
                        .as(reference)
                        .isTrue());
        assertThat(document.operations()).hasSizeGreaterThan(20);
        assertThat(document.operations().stream().map(ApiOperation::id)).doesNotHaveDuplicates();
        for (ApiOperation operation : document.operations()) {
            assertThat(operation.json().path("summary").asString())
                    .as("%s", operation)
                    .isNotBlank();
            assertThat(operation.json().path("responses").propertyNames())
                    .as("%s", operation)
                    .anyMatch(status -> status.startsWith("2"));
        }
    }

    @Test
    void showsMemoriesFirstAndTheServerItselfLast() {
        List<String> tags = document.json()
                .path("tags")
                .valueStream()
                .map(tag -> tag.path("name").asString())
                .toList();

        assertThat(tags).containsExactly("memories", "search", "conversations", "administration", "operation");
        assertThat(document.json()
                        .path("paths")
                        .valueStream()
                        .flatMap(JsonNode::valueStream)
                        .map(operation -> operation.at("/tags/0").asString())
                        .distinct())
                .containsExactlyElementsOf(tags);
    }

    /// Generators make a class of one branch of a choice, or of what all branches have, and drop the rest. Beside
    /// `additionalProperties`, openapi-generator does not see that properties may be null.
    @Test
    void hasAllPropertiesOfAnObjectInOneSchema() {
        for (JsonNode node : objects(document.json())) {
            assertThat(node.propertyNames()).as("%s", node).doesNotContain("oneOf", "allOf", "not");
            JsonNode either = node.path("anyOf");
            if (!either.isMissingNode()) {
                assertThat(either).as("%s", node).hasSize(2);
                assertThat(either.path(0).propertyNames()).as("%s", node).containsExactly("$ref");
                assertThat(either.path(1)).as("%s", node).hasToString("{\"type\":\"null\"}");
            }
            if (node.path("type").toString().equals("\"object\"")) {
                assertThat(node.has("properties")).as("%s", node).isNotEqualTo(node.has("additionalProperties"));
                List<String> required = node.path("required")
                        .valueStream()
                        .map(JsonNode::asString)
                        .toList();
                assertThat(node.path("properties").propertyNames())
                        .as("%s", node)
                        .containsAll(required);
            }
        }
        JsonNode schemas = document.json().path("components").path("schemas");
        assertThat(operation("findMemory").json().at("/responses/200/content/application~1json/schema/$ref"))
                .isEqualTo(operation("createMemory").json().at("/responses/201/content/application~1json/schema/$ref"));
        assertThat(schemas.path("Memory").path("properties").propertyNames()).contains("id", "content", "embedding");
        assertThat(schemas.path("MemoryPage").at("/properties/meta/$ref").asString())
                .endsWith("/PageMeta");
        assertThat(schemas.path("PageMeta").path("properties").propertyNames())
                .containsExactlyInAnyOrder("page", "per_page", "total", "total_at_least", "total_pages", "next_cursor");
        assertThat(schemas.path("PageMeta").path("required")).hasToString("[\"per_page\",\"next_cursor\"]");
    }

    /// The objects of the document, without examples.
    private static List<JsonNode> objects(JsonNode node) {
        var objects = new ArrayList<JsonNode>();
        if (node.isObject()) {
            objects.add(node);
            node.properties().forEach(property -> {
                if (!property.getKey().startsWith("example")) {
                    objects.addAll(objects(property.getValue()));
                }
            });
        } else {
            node.forEach(element -> objects.addAll(objects(element)));
        }
        return objects;
    }

    @Test
    void isShownOnAPageThatAsksNobodyElse() {
        Answer page = stranger.get("/docs");
        Answer script = stranger.get("/docs/swagger-ui-bundle.js");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "connect-src 'self'");
        assertThat(page.text()).doesNotContain("//").contains("docs/swagger-ui-bundle.js");
        assertThat(script.status()).isEqualTo(200);
        assertThat(script.headers().firstValue("Content-Type")).hasValue("text/javascript;charset=UTF-8");
        assertThat(script.text()).contains("SwaggerUIBundle");
        assertThat(stranger.get("/docs/swagger-ui.css").text()).contains(".swagger-ui");
        assertThat(stranger.get("/docs/page.js").text()).contains("validatorUrl: null");
        assertThat(stranger.get("/docs/index.html").status()).isEqualTo(404);
    }

    @Test
    void hasNoFieldThatNobodyReads() {
        for (ApiOperation operation : document.operations()) {
            JsonNode body = operation.body();
            if (body == null) {
                continue;
            }
            for (String field : body.path("properties").propertyNames()) {
                Object wrong = field.equals("metadata") || field.equals("filter") ? "text" : Map.of();
                Answer answer = send(operation, path(operation), Map.of(field, wrong));

                assertThat(errors(answer)).as("%s: %s", operation, field).contains(field + " wrong_type");
            }
            assertThat(errors(send(operation, path(operation), Map.of("nobody_knows", 1))))
                    .as("%s", operation)
                    .contains("nobody_knows unknown_field");
        }
    }

    @Test
    void hasNoParameterThatNobodyReads() {
        for (ApiOperation operation : document.operations()) {
            List<JsonNode> parameters = operation.parameters("query");
            for (JsonNode parameter : parameters) {
                String name = parameter.path("name").asString();
                String wrong =
                        name.equals("tags") || name.equals("exclude_tags") ? "," : name.equals("tag") ? " " : "!";
                Answer answer = send(operation, path(operation) + "?" + name + "=" + encoded(wrong), null);

                assertThat(errors(answer))
                        .as("%s: %s", operation, name)
                        .isNotEmpty()
                        .allSatisfy(error -> assertThat(error).startsWith(name));
            }
            if (!parameters.isEmpty()) {
                assertThat(errors(send(operation, path(operation) + "?nobody_knows=1", null)))
                        .as("%s", operation)
                        .contains("nobody_knows unknown_field");
            }
        }
    }

    @Test
    void hasExamplesThatConform() {
        for (String id : List.of("createMemory", "createMemories")) {
            ApiOperation operation = operation(id);
            JsonNode body = operation.json().at("/requestBody/content/application~1json");

            assertThat(document.faultsOfRequest(body.path("schema"), body.path("example")))
                    .as(id)
                    .isEmpty();
            assertThat(send(operation, operation.path(), body.path("example")).status())
                    .as(id)
                    .isBetween(200, 201);
        }
        JsonNode memory = document.json().at("/components/schemas/Memory");

        assertThat(memory.path("examples")).isNotEmpty();
        assertThat(document.faults(memory, memory.path("examples").path(0))).isEmpty();
    }

    @Test
    void saysTheLimitsThatHold() {
        String create = operation("createMemory").json().path("description").asString();
        Client client = server.client();
        var settings = new YamlPropertiesFactoryBean();
        settings.setResources(new ClassPathResource("application.yaml"));
        Object limit = Objects.requireNonNull(settings.getObject()).get("omne.rate-limit.memories");
        int bytes = 1 << 20;

        assertThat(create).contains("create %s memories a minute".formatted(limit), "at most 1 MiB");
        assertThat(client.send("POST", "/api/v1/memories", " ".repeat(bytes)).status())
                .isEqualTo(400);
        assertThat(client.send("POST", "/api/v1/memories", " ".repeat(bytes + 1))
                        .status())
                .isEqualTo(413);
        assertThat(operation("createMemories").json().path("description").asString())
                .contains("`rate_limited`", "at most 8 MiB");
        assertThat(operation("createMemory").parameters("header"))
                .singleElement()
                .satisfies(key -> assertThat(key.path("description").asString())
                        .contains("1 to 255 printable ASCII", "24 hours", "`reused`"));
        assertThat(client.post("/api/v1/memories", "{\"content\": \"x\"}", "Idempotency-Key", "k".repeat(255))
                        .status())
                .isEqualTo(201);
        assertThat(errors(client.post("/api/v1/memories", "{\"content\": \"x\"}", "Idempotency-Key", "k".repeat(256))))
                .containsExactly("Idempotency-Key too_long");
        assertThat(document.json()
                        .at("/components/responses/ProblemTooManyStreams/headers")
                        .propertyNames())
                .containsExactly("Retry-After");
    }

    @Test
    void saysWhoMay() {
        for (ApiOperation operation : document.operations()) {
            JsonNode security = operation.json().path("security");
            String path = path(operation);
            if (security.isEmpty()) {
                assertThat(stranger.get(path).status()).as("%s", operation).isEqualTo(200);
                continue;
            }
            assertThat(stranger.send(operation.method(), path, null).status())
                    .as("%s", operation)
                    .isEqualTo(401);
            boolean admin = !security.path(0).path("token").isEmpty();
            if (admin) {
                assertThat(server.client().send(operation.method(), path, null).status())
                        .as("%s", operation)
                        .isEqualTo(403);
            }
            assertThat(admin)
                    .as("%s", operation)
                    .isEqualTo(operation.path().startsWith("/api/v1/admin/")
                            || operation.path().equals("/actuator/prometheus"));
        }
    }

    private static ApiOperation operation(String id) {
        return document.operations().stream()
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Answer send(ApiOperation operation, String path, @Nullable Object body) {
        Client client =
                operation.path().startsWith("/api/v1/admin/") ? Client.administrator(server.url()) : server.client();
        return client.send(operation.method(), path, body == null ? null : Client.JSON.writeValueAsString(body));
    }

    private static String path(ApiOperation operation) {
        return operation
                .path()
                .replace("{id}", UUID.randomUUID().toString())
                .replace("{name}", "memory-list")
                .replace("{file}", "page.js");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static List<String> errors(Answer answer) {
        return answer.json()
                .path("errors")
                .valueStream()
                .map(error -> error.path("field").asString() + " "
                        + error.path("code").asString())
                .toList();
    }
}
