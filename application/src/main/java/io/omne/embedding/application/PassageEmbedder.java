package io.omne.embedding.application;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.ModelSpec;
import io.omne.embedding.Vector;
import io.omne.embedding.api.EmbeddedText;
import io.omne.embedding.api.Embedder;
import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.EmbeddingUnavailable.Reason;
import io.omne.embedding.api.ModelFault;
import io.omne.embedding.api.TextRefused;
import io.omne.embedding.api.UnusableModel;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Component;

/// Cuts long texts into overlapping passages and embeds all of them together, unless the model's provider is in a
/// pause.
@Component
class PassageEmbedder implements Embedder {

    private static final String PROBE = "Is anybody there?";

    /// The most characters of a probe. A text may have more.
    private static final int LONGEST_PROBE = 8_000;

    private final ModelRegistry models;
    private final ModelBreakers breakers;
    private final TimedCalls calls;

    PassageEmbedder(ModelRegistry models, ModelBreakers breakers, TimedCalls calls) {
        this.models = models;
        this.breakers = breakers;
        this.calls = calls;
    }

    @Override
    public boolean isAnswering(IndexedModel model) {
        return breakers.of(model).isAnswering(probe(model.spec(), PROBE));
    }

    @Override
    public int mostTexts(IndexedModel model) {
        return breakers.of(model).mostTexts();
    }

    @Override
    public List<EmbeddedText> embed(IndexedModel model, List<String> texts) {
        int characters = texts.stream().mapToInt(String::length).sum();
        Duration latency = breakers.of(model).latency(CallTimeout.CHARACTERS);
        return embed(model, texts, CallTimeout.ofSharedCall(latency, characters), characters);
    }

    @Override
    public EmbeddedText embedAlone(IndexedModel model, String text) {
        return embed(model, List.of(text), CallTimeout.LONGEST, text.length()).getFirst();
    }

    private List<EmbeddedText> embed(IndexedModel model, List<String> texts, Duration atMost, int characters) {
        ModelSpec spec = model.spec();
        String sized = PROBE.repeat(1 + Math.min(characters, LONGEST_PROBE) / PROBE.length());
        return breakers.of(model).call(() -> embedAll(spec, texts, atMost), probe(spec, PROBE), probe(spec, sized));
    }

    /// The vector of a question: the mean of its parts, if it is too long for one passage. Does not wait for a probe.
    ///
    /// @throws TextRefused if the provider refuses it, or the model supports no part of it
    Vector embedQuestion(IndexedModel model, String question, Duration atMost) {
        ModelSpec spec = model.spec();
        return breakers.of(model)
                .questions()
                .call(
                        () -> calls.call(spec.model(), atMost, () -> embedQuestion(open(spec), question)),
                        probe(spec, PROBE),
                        calls::execute);
    }

    private static Vector embedQuestion(EmbeddingModel model, String question) {
        List<String> parts = Passages.of(List.of(question), model).supported();
        if (parts.isEmpty()) {
            throw new TextRefused(
                    "the embedding model %s knows hardly a piece of the question".formatted(model.name()));
        }
        List<Vector> vectors = model.embedQuestions(parts);
        check(model, vectors, parts.size());
        return Vector.mean(vectors);
    }

    private Probe probe(ModelSpec spec, String text) {
        return new Probe(spec.model(), text.length(), () -> embedAll(spec, List.of(text), CallTimeout.LONGEST));
    }

    private List<EmbeddedText> embedAll(ModelSpec spec, List<String> texts, Duration atMost) {
        EmbeddingModel model = calls.call(spec.model(), CallTimeout.LONGEST, () -> open(spec));
        return calls.call(
                spec.model(), model.isCancellable() ? atMost : CallTimeout.LONGEST, () -> embedAll(model, texts));
    }

    private EmbeddingModel open(ModelSpec spec) {
        try {
            return models.open(spec);
        } catch (UnusableModel e) {
            // Other instances may have the key that this one lacks, so this must not use up attempts of a memory.
            throw new EmbeddingUnavailable(Reason.UNAUTHORIZED, e.sentence(), null, e);
        }
    }

    private static List<EmbeddedText> embedAll(EmbeddingModel model, List<String> texts) {
        Passages passages = Passages.of(texts, model);
        List<String> supported = passages.supported();
        List<Vector> vectors = supported.isEmpty() ? List.of() : model.embed(supported);
        check(model, vectors, supported.size());
        return passages.with(vectors);
    }

    private static void check(EmbeddingModel model, List<Vector> vectors, int passages) {
        if (vectors.size() != passages) {
            throw ModelFault.wrongCount(model.name(), vectors.size(), passages);
        }
        for (Vector vector : vectors) {
            if (vector.dimension() != model.dimension()) {
                throw ModelFault.wrongDimension(model.name(), vector.dimension(), model.dimension());
            }
        }
    }
}
