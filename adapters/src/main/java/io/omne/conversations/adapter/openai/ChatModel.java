package io.omne.conversations.adapter.openai;

import io.omne.access.UserId;
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
import io.omne.providers.api.RemoteProvider;
import io.omne.providers.api.RemoteProvider.Endpoint;
import io.omne.validation.CannotStart;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// A language model that is called by `POST …/chat/completions`. Each call is within the budget of its user, and is
/// counted, also if it fails.
@Component
class ChatModel {

    static final String PROVIDER = "openai";

    private static final Logger log = LoggerFactory.getLogger(ChatModel.class);

    private static final String PROBE = "Answer with the word ok.";

    /// Enough for a model that thinks before it answers to begin.
    private static final int PROBE_TOKENS = 16;

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
    /// @throws ExtractorUnavailable if the provider is unavailable, whatever it is asked
    <T> T ask(UserId owner, String instructions, String data, Function<Answer, T> reader) {
        TokenUsage most = Usages.most(instructions + data, settings.maxOutputTokens());
        Reservation reservation = reserve(owner, most);
        long began = System.nanoTime();
        Answer answer;
        try {
            answer = remote.ask(endpoint(), request(instructions, data), Answer.class);
        } catch (ProviderFailure e) {
            ended(ChatFailures.outcome(e), Usages.ofFailed(e, most), reservation, began);
            throw ChatFailures.translate(e, this::isAnswering);
        }
        Outcome outcome = Outcome.UNUSABLE;
        try {
            T read = reader.apply(answer);
            outcome = Outcome.OK;
            return read;
        } finally {
            ended(outcome, Usages.of(answer, most), reservation, began);
        }
    }

    /// Whether the provider answers a short question. If so, what it did not answer before is at fault.
    private boolean isAnswering() {
        long began = System.nanoTime();
        var question = new Request(settings.model(), List.of(new Message("user", PROBE)), null, PROBE_TOKENS);
        TokenUsage most = Usages.most(PROBE, PROBE_TOKENS);
        try {
            TokenUsage used = Usages.of(remote.ask(endpoint(), question, Answer.class), most);
            counted(Outcome.OK, used, began);
            return true;
        } catch (ProviderFailure e) {
            counted(ChatFailures.outcome(e), Usages.ofFailed(e, most), began);
            return false;
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

    /// If the budget cannot be corrected, the reservation stays: more is counted than was used.
    private void ended(Outcome outcome, TokenUsage used, Reservation reservation, long began) {
        counted(outcome, used, began);
        try {
            reservation.correct(used);
        } catch (RuntimeException e) {
            log.warn("what a call of the language model used is counted too high", e);
        }
    }

    private void counted(Outcome outcome, TokenUsage used, long began) {
        calls.ended(outcome, used, budget.costMicros(used), Duration.ofNanos(System.nanoTime() - began));
    }

    private Endpoint endpoint() {
        return new Endpoint(
                PROVIDER,
                settings.baseUrl() + "/chat/completions",
                Objects.requireNonNull(settings.key()),
                settings.timeout());
    }
}
