package io.omne.embedding.application.modelchange;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.TextFailure;
import io.omne.embedding.TextKey;
import io.omne.embedding.api.Claim;
import io.omne.embedding.api.EmbeddingResult;
import io.omne.embedding.api.IndexedModels;
import io.omne.embedding.api.SourceText;
import io.omne.embedding.api.VectorIndex;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.axonframework.commandhandling.CommandHandler;
import org.springframework.stereotype.Component;

/// Stores the results in the vector index, in one transaction. The state of the texts does not change: readers do
/// not use the vectors of the next model until it becomes the serving model.
@Component
class BacklogResultCommands {

    private final IndexedModels models;
    private final TextSources sources;
    private final BacklogClaims claims;
    private final ModelBacklog backlog;
    private final FailedAttempts failures;
    private final VectorIndex vectors;

    BacklogResultCommands(
            IndexedModels models,
            TextSources sources,
            BacklogClaims claims,
            ModelBacklog backlog,
            FailedAttempts failures,
            VectorIndex vectors) {
        this.models = models;
        this.sources = sources;
        this.claims = claims;
        this.backlog = backlog;
        this.failures = failures;
        this.vectors = vectors;
    }

    /// Leaves a text that has changed meanwhile in the backlog. Locks the texts before the backlog, as their
    /// sources do too.
    @CommandHandler
    void handle(BacklogStep.Finish command) {
        IndexedModel next = command.next();
        if (!next.equals(models.lock().next())) {
            return;
        }
        Map<TextKey, EmbeddingResult> results =
                command.results().stream().collect(Collectors.toMap(EmbeddingResult::key, Function.identity()));
        List<SourceText> texts = sources.lock(results.keySet());
        Set<TextKey> held = claims.held(
                next,
                Claim.tokens(
                        command.results().stream().map(EmbeddingResult::claim).toList()));
        var embedded = new Embedded();
        for (SourceText text : texts) {
            EmbeddingResult result = results.get(text.key());
            if (result != null && held.contains(text.key()) && result.claim().revision() == text.revision()) {
                switch (result) {
                    case EmbeddingResult.Embedded it -> embedded.add(text, it);
                    case EmbeddingResult.Failed it when isNotSupported(it) -> embedded.addWithoutVectors(text);
                    case EmbeddingResult.Failed it -> failures.add(next, it);
                }
            }
        }
        vectors.put(next, embedded.entries);
        backlog.done(next, embedded.done);
        backlog.doneButOutdated(next, embedded.outdated);
    }

    private static boolean isNotSupported(EmbeddingResult.Failed result) {
        return result.failure().code().equals(TextFailure.NOT_SUPPORTED);
    }

    private static final class Embedded {

        final List<VectorIndex.Entry> entries = new ArrayList<>();
        final Set<TextKey> done = new HashSet<>();
        final Set<TextKey> outdated = new HashSet<>();

        void add(SourceText text, EmbeddingResult.Embedded result) {
            entries.add(new VectorIndex.Entry(text.key().owner(), text.key().id(), result.passages()));
            boolean isAsBefore = result.omission() == null && !text.isPartial();
            (isAsBefore ? done : outdated).add(text.key());
        }

        void addWithoutVectors(SourceText text) {
            entries.add(new VectorIndex.Entry(text.key().owner(), text.key().id(), List.of()));
            outdated.add(text.key());
        }
    }
}
