package io.omne;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.omne.RecallSet.Memory;
import io.omne.RecallSet.Query;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A set of memories and questions, stored on a server and embedded.
final class RecallRun {

    private static final String MEMORIES = "/api/v1/memories";
    private static final int BULK = 100;
    private static final Duration LONG = Duration.ofMinutes(60);

    private final RecallSet set;
    private final Map<String, Client> clients = new TreeMap<>();
    private final Map<UUID, String> ids = new HashMap<>();

    /// Stores the memories, those of each user as a user's of their own, and waits until all have vectors.
    ///
    /// @param server its URL
    RecallRun(RecallSet set, String server) {
        this.set = set;
        set.memories().forEach((user, memories) -> {
            Client client = new Client(server);
            clients.put(user, client);
            for (int from = 0; from < memories.size(); from += BULK) {
                store(client, memories.subList(from, Math.min(from + BULK, memories.size())));
            }
        });
        clients.values().forEach(RecallRun::awaitVectors);
    }

    private void store(Client client, List<Memory> memories) {
        ArrayNode items = Client.JSON.createArrayNode();
        memories.forEach(memory -> items.add(item(memory)));
        String body = Client.JSON.createObjectNode().set("memories", items).toString();
        JsonNode answer = client.post(MEMORIES + "/bulk", body).json();
        assertThat(answer.path("created").asInt()).as("%s", answer).isEqualTo(memories.size());
        for (int i = 0; i < memories.size(); i++) {
            ids.put(
                    UUID.fromString(answer.path("ids").path(i).asString()),
                    memories.get(i).id());
        }
    }

    private static ObjectNode item(Memory memory) {
        ObjectNode item = Client.JSON.createObjectNode().put("content", memory.text());
        if (memory.at() != null) {
            item.put("occurred_at", memory.at());
        }
        if (memory.conversation() != null) {
            byte[] name = (memory.user() + memory.conversation()).getBytes(StandardCharsets.UTF_8);
            item.put("source", "chat");
            item.put("conversation_id", UUID.nameUUIDFromBytes(name).toString());
        }
        if (memory.speaker() != null) {
            item.putObject("metadata").put("speaker", memory.speaker());
        }
        return item;
    }

    private static void awaitVectors(Client client) {
        for (String status : List.of("pending", "processing")) {
            Eventually.holds(
                    LONG,
                    () -> client.get(MEMORIES + "?per_page=1&embedding_status=" + status)
                                    .json()
                                    .path("meta")
                                    .path("total")
                                    .asInt(-1)
                            == 0);
        }
    }

    List<Query> queries() {
        return set.all();
    }

    /// The hits of a search.
    List<JsonNode> search(Query query, String mode, int limit, boolean explain) {
        ObjectNode body = Client.JSON
                .createObjectNode()
                .put("query", query.text())
                .put("mode", mode)
                .put("limit", limit)
                .put("explain", explain);
        if (query.at() != null) {
            body.put("at", query.at());
        }
        Client client = requireNonNull(clients.get(query.user()));
        Client.Answer answer = client.post(MEMORIES + "/search", body.toString());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("data").valueStream().toList();
    }

    /// The ids of hits, as the set has them.
    List<String> found(List<JsonNode> hits) {
        return hits.stream()
                .map(hit -> requireNonNull(
                        ids.get(UUID.fromString(hit.path("memory").path("id").asString()))))
                .toList();
    }
}
