package io.omne.conversations.adapter.openai;

import io.omne.conversations.ExtractionFailure;
import io.omne.conversations.adapter.openai.AnsweredMemories.Item;
import io.omne.conversations.adapter.openai.ChatCompletion.Answer;
import io.omne.conversations.adapter.openai.ChatCompletion.Choice;
import io.omne.conversations.application.extractor.ExtractionRejected;
import io.omne.conversations.application.extractor.ExtractionResult;
import io.omne.conversations.application.extractor.LeftOut;
import io.omne.providers.adapter.http.AnswerJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads what the model says in the answer of its server. An answer that cannot be read, or is not whole, is a failure,
/// and never an answer without memories.
final class AnswerContent {

    private static final JsonMapper JSON = AnswerJson.mapper();

    private AnswerContent() {}

    /// @throws ExtractionRejected if the answer is unusable, with the reason
    static ExtractionResult read(Answer answer, AnswerReader reader) {
        ExtractionResult result = reader.read(parse(content(answer)));
        if (result.memories().isEmpty() && !result.leftOut().isEmpty()) {
            throw new ExtractionRejected(
                    new ExtractionFailure(
                            "nothing_usable",
                            "Nothing in the extractor's answer was usable: " + LeftOut.counts(result.leftOut()) + "."),
                    result.leftOut());
        }
        return result;
    }

    private static String content(Answer answer) {
        Choice choice = answer.choices() == null || answer.choices().isEmpty()
                ? null
                : answer.choices().getFirst();
        if (choice == null || choice.message() == null) {
            throw unreadable();
        }
        String reason = choice.finishReason();
        if (choice.message().refusal() != null || "content_filter".equals(reason)) {
            throw rejected("model_refused", "The language model refused to answer.");
        }
        if ("length".equals(reason)) {
            throw rejected("answer_cut_off", "The answer of the language model was cut off at its greatest length.");
        }
        return present(choice.message().content());
    }

    private static String present(@Nullable String content) {
        if (content == null) {
            throw unreadable();
        }
        return content;
    }

    private static List<@Nullable Item> parse(String content) {
        try {
            JsonNode items = JSON.readTree(content).path(AnsweredMemories.LIST);
            if (!items.isArray()) {
                throw unreadable();
            }
            var read = new ArrayList<@Nullable Item>();
            items.valueStream().limit(AnswerReader.MOST_ITEMS + 1).forEach(it -> read.add(item(it)));
            return read;
        } catch (JacksonException e) {
            // The exception quotes the answer, so it is left out.
            throw unreadable();
        }
    }

    /// Null if it has not the form of an item: the others may have it.
    private static @Nullable Item item(JsonNode item) {
        try {
            return JSON.treeToValue(item, Item.class);
        } catch (JacksonException e) {
            return null;
        }
    }

    private static ExtractionRejected unreadable() {
        return rejected("unreadable_answer", "The answer of the language model could not be read.");
    }

    private static ExtractionRejected rejected(String code, String message) {
        return new ExtractionRejected(new ExtractionFailure(code, message), List.of());
    }
}
