package io.omne.conversations.adapter.openai;

import io.omne.access.UserId;
import io.omne.conversations.ExtractionFailure;
import io.omne.conversations.adapter.openai.ChatCompletion.Answer;
import io.omne.conversations.adapter.openai.ChatCompletion.JsonSchema;
import io.omne.conversations.adapter.openai.ChatCompletion.Message;
import io.omne.conversations.adapter.openai.ChatCompletion.Request;
import io.omne.conversations.adapter.openai.ChatCompletion.ResponseFormat;
import io.omne.conversations.application.extractor.BudgetSpent;
import io.omne.conversations.application.extractor.ChatModelSettings;
import io.omne.conversations.application.extractor.ExtractionRejected;
import io.omne.conversations.application.extractor.ExtractorCalls;
import io.omne.conversations.application.extractor.ExtractorCalls.Outcome;
import io.omne.conversations.application.extractor.ExtractorUnavailable;
import io.omne.conversations.application.extractor.ModelBudget;
import io.omne.conversations.application.extractor.ModelBudget.Reservation;
import io.omne.conversations.application.extractor.TokenUsage;
import io.omne.providers.api.ProviderFailure;
import io.omne.providers.api.ProviderUnavailable;
import io.omne.providers.api.RemoteProvider;
import io.omne.providers.api.RemoteProvider.Endpoint;
import io.omne.providers.api.RequestRefused;
import io.omne.providers.api.UnusableAnswer;
import io.omne.validation.CannotStart;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/// A language model that is called by `POST …/chat/completions`. Each call is within the budget of its user, and is
/// counted, also if it fails.
@Component
class ChatModel {

    static final String PROVIDER = "openai";

    private final RemoteProvider remote;
    private final ChatModelSettings settings;
    private final ModelBudget budget;
    private final ExtractorCalls calls;

    ChatModel(RemoteProvider remote, ChatModelSettings settings, ModelBudget budget, ExtractorCalls calls) {
        this.remote = remote;
        this.settings = settings;
        this.budget = budget;
        this.calls = calls;
    }

    void checkSettings() {
        if (settings.key() == null) {
            throw new CannotStart(
                    "EXTRACTION_PROVIDER is openai, which wants a key: set EXTRACTION_OPENAI_API_KEY (any word"
                            + " for a server that takes none).");
        }
    }

    /// Asks the model, and reads its answer.
    ///
    /// @param data what the instructions are about
    /// @param reader reads the answer; throws {@link ExtractionRejected} if it is unusable
    <T> T ask(UserId owner, String instructions, String data, Function<Answer, T> reader) {
        TokenUsage most = Usages.most(instructions + data, settings.maxOutputTokens());
        Reservation reservation = reserve(owner, most);
        long began = System.nanoTime();
        Answer answer;
        try {
            answer = remote.ask(endpoint(), request(instructions, data), Answer.class);
        } catch (ProviderFailure e) {
            TokenUsage used = Usages.ofFailed(e, most);
            reservation.settle(used);
            ended(outcome(e), used, began);
            throw failure(e);
        }
        TokenUsage used = Usages.of(answer, most);
        reservation.settle(used);
        try {
            T read = reader.apply(answer);
            ended(Outcome.OK, used, began);
            return read;
        } catch (ExtractionRejected e) {
            ended(Outcome.UNUSABLE, used, began);
            throw e;
        }
    }

    private Reservation reserve(UserId owner, TokenUsage most) {
        try {
            return budget.reserve(owner, most);
        } catch (BudgetSpent e) {
            calls.refused();
            throw e;
        }
    }

    private Request request(String instructions, String data) {
        return new Request(
                settings.model(),
                List.of(new Message("system", instructions), new Message("user", data)),
                new ResponseFormat("json_schema", new JsonSchema("memories", true, AnsweredMemories.SCHEMA)),
                settings.maxOutputTokens());
    }

    private void ended(Outcome outcome, TokenUsage used, long began) {
        calls.ended(outcome, used, budget.costMicros(used), Duration.ofNanos(System.nanoTime() - began));
    }

    private static Outcome outcome(ProviderFailure failure) {
        return switch (failure) {
            case ProviderUnavailable _ -> Outcome.UNAVAILABLE;
            case RequestRefused _ -> Outcome.REFUSED;
            case UnusableAnswer _ -> Outcome.UNUSABLE;
        };
    }

    private static RuntimeException failure(ProviderFailure failure) {
        String message = String.valueOf(failure.getMessage());
        return switch (failure) {
            case ProviderUnavailable e -> new ExtractorUnavailable(message, e.retryAfter(), e);
            case RequestRefused _ ->
                new ExtractionRejected(new ExtractionFailure("request_refused", sentence(message)));
            case UnusableAnswer _ ->
                new ExtractionRejected(new ExtractionFailure("unreadable_answer", sentence(message)));
        };
    }

    private static String sentence(String message) {
        return "The language model could not be used: " + message + ".";
    }

    private Endpoint endpoint() {
        return new Endpoint(
                PROVIDER,
                settings.baseUrl() + "/chat/completions",
                Objects.requireNonNull(settings.key()),
                settings.timeout());
    }
}
