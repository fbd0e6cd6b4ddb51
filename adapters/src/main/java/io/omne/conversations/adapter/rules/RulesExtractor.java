package io.omne.conversations.adapter.rules;

import io.omne.conversations.application.extractor.ExtractedMemory;
import io.omne.conversations.application.extractor.ExtractedMemory.Fact;
import io.omne.conversations.application.extractor.ExtractionRequest;
import io.omne.conversations.application.extractor.ExtractionResult;
import io.omne.conversations.application.extractor.Extractor;
import io.omne.conversations.application.extractor.Transcript;
import io.omne.conversations.application.extractor.TranscriptMessage;
import io.omne.memory.MemoryType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Finds memories by rules for English sentences. The same transcript always gives the same memories, in a
/// time that grows with its length alone. Texts in other languages give none.
///
/// What is told twice in a transcript is one memory, the first. A value that is told again after another is the
/// valid one, and a memory again.
@Component
final class RulesExtractor implements Extractor {

    @Override
    public String name() {
        return "rules";
    }

    private record Told(
            MemoryType type, String content, @Nullable Instant at) {}

    @Override
    public ExtractionResult extract(ExtractionRequest request) {
        Transcript transcript = request.transcript();
        var told = new HashSet<Told>();
        var values = new HashMap<Fact, Told>();
        var memories = new ArrayList<ExtractedMemory>();
        TranscriptMessage before =
                transcript.context().isEmpty() ? null : transcript.context().getLast();
        for (TranscriptMessage message : transcript.messages()) {
            if (message.isSaid()) {
                for (ExtractedMemory it : new MessageReader(message).read(before)) {
                    var what = new Told(it.type(), it.content(), it.occurredAt());
                    boolean isNew = it.fact() == null ? told.add(what) : !what.equals(values.put(it.fact(), what));
                    if (isNew) {
                        memories.add(it);
                    }
                }
            }
            before = message;
        }
        return ExtractionResult.of(memories);
    }
}
