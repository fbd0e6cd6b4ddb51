package io.omne.conversations.adapter.openai;

import io.omne.conversations.application.extractor.ExtractionRequest;
import io.omne.conversations.application.extractor.ExtractionResult;
import io.omne.conversations.application.extractor.Extractor;
import io.omne.conversations.application.extractor.ExtractorUnavailable;
import io.omne.conversations.application.extractor.LeftOut;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.springframework.stereotype.Component;

/// Asks a language model for what messages tell, in one call. What the model answers is only believed as far as it
/// can be checked: it quotes messages that it was given, word for word, and supersedes memories that it was given.
@Component
final class OpenAiExtractor implements Extractor {

    /// Enough to tell repeats and older values, and little for a prompt.
    private static final int KNOWN_MEMORIES = 10;

    private final ChatModel model;

    OpenAiExtractor(ChatModel model) {
        this.model = model;
    }

    @Override
    public String name() {
        return ChatModel.PROVIDER;
    }

    @Override
    public void checkSettings() {
        model.checkSettings();
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public int knownMemories() {
        return KNOWN_MEMORIES;
    }

    /// @throws ExtractorUnavailable if the provider is unavailable
    @Override
    public ExtractionResult extract(ExtractionRequest request) {
        Prompt prompt = Prompt.of(request);
        List<LeftOut> withheld = Collections.nCopies(prompt.withheld(), LeftOut.PROMPT_INJECTION);
        if (prompt.messages().isEmpty()) {
            return new ExtractionResult(List.of(), withheld);
        }
        ExtractionResult read = model.ask(
                request.owner(),
                Prompt.INSTRUCTIONS,
                prompt.data(),
                answer -> AnswerContent.read(answer, new AnswerReader(prompt)));
        var leftOut = new ArrayList<>(withheld);
        leftOut.addAll(read.leftOut());
        return new ExtractionResult(read.memories(), leftOut);
    }
}
