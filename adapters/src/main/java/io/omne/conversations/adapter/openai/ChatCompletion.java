package io.omne.conversations.adapter.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The request and the answer of `POST …/chat/completions`, as far as they are used.
final class ChatCompletion {

    private ChatCompletion() {}

    /// @param responseFormat null for any
    record Request(
            String model,
            List<Message> messages,

            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("response_format") @Nullable
            ResponseFormat responseFormat,

            @JsonProperty("max_completion_tokens") int maxCompletionTokens) {}

    record Message(String role, String content) {}

    /// @param type `json_schema`
    record ResponseFormat(
            String type, @JsonProperty("json_schema") JsonSchema jsonSchema) {}

    record JsonSchema(String name, boolean strict, Map<String, Object> schema) {}

    /// @param usage null if the server does not count tokens
    record Answer(
            @Nullable List<@Nullable Choice> choices,
            @Nullable Usage usage) {}

    /// @param finishReason `stop`, `length` if the answer was cut off, `content_filter`, or another word
    record Choice(
            @Nullable AnswerMessage message,
            @JsonProperty("finish_reason") @Nullable String finishReason) {}

    /// @param refusal why the model refuses to answer; null if it does not
    record AnswerMessage(@Nullable String content, @Nullable String refusal) {}

    record Usage(
            @JsonProperty("prompt_tokens") @Nullable Long promptTokens,
            @JsonProperty("completion_tokens") @Nullable Long completionTokens) {}
}
