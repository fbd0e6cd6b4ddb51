package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The users of both services, and their memories: some with a few, some with very many.
final class ComparedUsers {

    static final int FEW = 20;
    static final int MANY = 10_000;

    private static final int USERS_WITH_FEW = 40;
    private static final int USERS_WITH_MANY = 4;
    private static final int BULK = 100;
    private static final int TAGS = 20;
    private static final int LONGEST = 400;
    private static final List<String> TYPES = List.of("note", "meeting", "task", "insight");

    private final List<String> texts = RecallSet.given().stream()
            .flatMap(set -> set.memories().values().stream().flatMap(List::stream))
            .map(RecallSet.Memory::text)
            .filter(text -> text.length() <= LONGEST)
            .toList();

    private final List<Client> few =
            Stream.generate(() -> new Client("")).limit(USERS_WITH_FEW).toList();
    private final List<Client> writers =
            Stream.generate(() -> new Client("")).limit(USERS_WITH_FEW).toList();
    private final List<Client> many =
            Stream.generate(() -> new Client("")).limit(USERS_WITH_MANY).toList();
    private final Map<String, List<Known>> known = new HashMap<>();

    /// A memory of a user.
    record Known(Client user, String id) {}

    List<Client> few() {
        return few;
    }

    List<Client> many() {
        return many;
    }

    /// Those who create memories while they are measured. Their lists are not read.
    List<Client> writers() {
        return writers;
    }

    /// The memories of the users with very many, each time in the same order.
    List<Known> known(ComparedService service) {
        return Objects.requireNonNull(known.get(service.name()));
    }

    /// Creates the memories of all users.
    void create(ComparedService service) {
        var created = new ArrayList<Known>();
        for (Client user : few) {
            bulk(service, user, FEW);
        }
        for (int i = 0; i < MANY; i += BULK) {
            for (Client user : many) {
                bulk(service, user, BULK).forEach(id -> created.add(new Known(user, id)));
            }
        }
        known.put(service.name(), created);
        service.settle();
        service.vacuum();
    }

    private List<String> bulk(ComparedService service, Client user, int count) {
        Client.Answer answer = user.at(service.url()).post("/api/v1/memories/bulk", bulk(0, count));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        List<String> ids =
                answer.json().path("ids").valueStream().map(id -> id.asString()).toList();
        assertThat(ids).hasSize(count).doesNotContain("");
        return ids;
    }

    String bulk(int from, int count) {
        ArrayNode memories = Client.JSON.createArrayNode();
        IntStream.range(from, from + count).forEach(i -> memories.add(memory(i)));
        return Client.JSON.createObjectNode().set("memories", memories).toString();
    }

    /// A text of a chat, with two tags.
    ObjectNode memory(int number) {
        ObjectNode memory = Client.JSON
                .createObjectNode()
                .put("content", text(number))
                .put("title", "Number " + number)
                .put("memory_type", TYPES.get(number % TYPES.size()));
        memory.putArray("tags").add("tag-" + number % TAGS).add("other-" + number / TYPES.size() % TAGS);
        memory.putObject("metadata").put("number", number);
        return memory;
    }

    String text(int number) {
        return texts.get(number % texts.size());
    }
}
