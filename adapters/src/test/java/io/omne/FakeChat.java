package io.omne;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A server that speaks OpenAI's `POST /v1/chat/completions`. It takes the question of the extraction apart as a model
/// would, and answers with a memory for each message, unless it was given another mind.
public final class FakeChat extends FakeProvider {

    /// What it counts as tokens of each answer.
    public static final int OUTPUT_TOKENS = 50;

    /// What it counts as tokens of each prompt.
    public static final int INPUT_TOKENS = 700;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Queue<JsonNode> asked = new ConcurrentLinkedQueue<>();
    private volatile Function<JsonNode, JsonNode> mind = FakeChat::eachMessage;

    private FakeChat() {
        super("/v1/chat/completions", 0);
    }

    public static FakeChat start() {
        return new FakeChat();
    }

    @Override
    public String baseUrl() {
        return root() + "/v1";
    }

    /// How it answers from now on.
    ///
    /// @param answer makes the answer's object of the question's data
    public void think(Function<JsonNode, JsonNode> answer) {
        mind = answer;
    }

    /// The data of all questions so far.
    public List<JsonNode> asked() {
        return List.copyOf(asked);
    }

    /// The contents of its messages: the instructions, and the data.
    @Override
    List<String> texts(JsonNode question) {
        return question.path("messages")
                .valueStream()
                .map(it -> it.path("content").asString())
                .toList();
    }

    @Override
    @Nullable
    JsonNode dimension(JsonNode question) {
        return null;
    }

    /// The JSON of the new messages of a question; `[]` if it has none.
    public static String newMessages(JsonNode question) {
        String data = question.at("/messages/1/content").asString("");
        return data.isEmpty() ? "[]" : JSON.readTree(data).path("messages").toString();
    }

    @Override
    String answer(List<String> texts, int length) {
        if (!texts.getLast().startsWith("{")) {
            return completion("ok", "stop"); // somebody wants to know whether it is there
        }
        JsonNode data = JSON.readTree(texts.getLast());
        asked.add(data);
        return completion(mind.apply(data).toString(), "stop");
    }

    /// The whole answer of the server around what the model says.
    public static String completion(String content, String finishReason) {
        ObjectNode answer =
                JSON.createObjectNode().put("object", "chat.completion").put("model", "fake");
        ObjectNode choice = answer.putArray("choices").addObject();
        choice.put("index", 0).put("finish_reason", finishReason);
        choice.putObject("message")
                .put("role", "assistant")
                .put("content", content)
                .putNull("refusal");
        answer.putObject("usage").put("prompt_tokens", INPUT_TOKENS).put("completion_tokens", OUTPUT_TOKENS);
        return answer.toString();
    }

    /// A memory of each message: its words after the name of its speaker.
    public static JsonNode eachMessage(JsonNode data) {
        ObjectNode answer = answer();
        data.path("messages")
                .forEach(it -> item(
                        answer,
                        it.path("speaker").asString("Somebody") + " said: "
                                + it.path("text").asString(),
                        it.path("number").intValue(),
                        it.path("text").asString()));
        return answer;
    }

    /// An answer without memories.
    public static ObjectNode answer() {
        ObjectNode answer = JSON.createObjectNode();
        answer.putArray("memories");
        return answer;
    }

    /// Adds a memory to an answer, of the type `note`.
    ///
    /// @return the memory, to be changed
    public static ObjectNode item(ObjectNode answer, String text, int message, String quote) {
        ObjectNode item = ((ArrayNode) answer.path("memories")).addObject();
        item.put("type", "note").put("text", text).putNull("occurred_at");
        item.putArray("supersedes");
        item.putArray("sources").addObject().put("message", message).put("quote", quote);
        return item;
    }
}
