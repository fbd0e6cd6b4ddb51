package io.omne.embedding.application;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.ModelSpec;
import io.omne.embedding.Vector;
import io.omne.embedding.api.EmbeddedText;
import io.omne.embedding.api.Embedder;
import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.EmbeddingUnavailable.Reason;
import io.omne.embedding.api.ModelFault;
import io.omne.embedding.api.UnusableModel;
import io.omne.embedding.domain.Windows;
import io.omne.embedding.domain.Windows.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/// Cuts long texts into overlapping passages and has them all embedded together, unless the model is left
/// alone for now.
@Component
class PassageEmbedder implements Embedder {

    private static final int OVERLAP = 32;

    private static final String PROBE = "Is anybody there?";

    /// A probe has no more, though a text may.
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

    private ModelBreaker.Probe probe(ModelSpec spec, String text) {
        return new ModelBreaker.Probe(text.length(), () -> embedAll(spec, List.of(text), CallTimeout.LONGEST));
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
            // Other instances may have the key that this one lacks: no memory's attempts are used up.
            throw new EmbeddingUnavailable(Reason.UNAUTHORIZED, e.sentence(), null, e);
        }
    }

    private static List<EmbeddedText> embedAll(EmbeddingModel model, List<String> texts) {
        List<Cut> cut = texts.stream().map(text -> cut(model, text)).toList();
        List<String> passages =
                cut.stream().flatMap(some -> some.supported().stream()).toList();
        List<Vector> vectors = passages.isEmpty() ? List.of() : model.embed(passages);
        check(model, vectors, passages.size());
        var ofTexts = new ArrayList<EmbeddedText>(texts.size());
        int from = 0;
        for (Cut some : cut) {
            int to = from + some.supported().size();
            ofTexts.add(new EmbeddedText(vectors.subList(from, to), some.omitted()));
            from = to;
        }
        return List.copyOf(ofTexts);
    }

    /// The passages of a text.
    ///
    /// @param omitted how many there are that the model does not support
    private record Cut(List<String> supported, int omitted) {}

    private static Cut cut(EmbeddingModel model, String text) {
        int[] ends = model.tokenEnds(text);
        int size = model.passageTokens();
        List<Window> windows = new Windows(size, Math.min(OVERLAP, size / 2)).over(ends.length);
        List<String> supported = windows.stream()
                .map(window -> passage(text, ends, window))
                .filter(model::supports)
                .toList();
        return new Cut(supported, windows.size() - supported.size());
    }

    /// What stands between two tokens goes with the second; what follows the last token goes with it.
    private static String passage(String text, int[] ends, Window window) {
        int from = window.from() == 0 ? 0 : ends[window.from() - 1];
        int to = window.to() == ends.length ? text.length() : ends[window.to() - 1];
        return text.substring(from, to);
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
