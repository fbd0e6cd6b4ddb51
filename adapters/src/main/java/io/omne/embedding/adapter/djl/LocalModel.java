package io.omne.embedding.adapter.djl;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import io.omne.embedding.ModelName;
import io.omne.embedding.Vector;
import io.omne.embedding.api.UnusableModel;
import io.omne.embedding.api.UnusableModel.Part;
import io.omne.embedding.application.EmbeddingModel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;

/// A local model, loaded.
///
/// Passages are computed one at a time. A batch would save little (measured: a
/// call costs as much as four tokens) and make vectors differ a little with what else is in it; alone, a
/// text has one vector. As many run at once as there are predictors, others wait in turn: that bounds the
/// memory, to some 30 MB each.
final class LocalModel implements EmbeddingModel {

    /// Passages that begin inside a word may become a few tokens longer.
    private static final int MORE_TOKENS = 8;

    private static final int MOST_PASSAGE_TOKENS = 254;
    private static final int LEAST_PASSAGE_TOKENS = 16;

    /// For one passage, and for a turn. It takes a fifth of a second on an idle core.
    private static final Duration LONGEST_CALL = Duration.ofSeconds(60);

    private final ModelName name;
    private final int dimension;
    private final int passageTokens;
    private final WordPieces pieces;
    private final Model model;
    private final PredictorPool<Predictor<String, Vector>> predictors;

    /// How a text becomes a vector.
    ///
    /// @param prefix what stands before each text
    /// @param mostTokens how many the model takes, those that it adds itself included
    record Encoding(Pooling pooling, String prefix, int mostTokens) {}

    private LocalModel(
            ModelName name, WordPieces pieces, Model model, Encoding encoding, int passageTokens, int predictors) {
        this.name = name;
        this.passageTokens = passageTokens;
        this.pieces = pieces;
        this.model = model;
        List<String> inputs = model.getBlock().describeInput().keys();
        this.predictors = new PredictorPool<>(
                predictors, LONGEST_CALL, () -> model.newPredictor(new TextTranslator(pieces, inputs, encoding)));
        // So that no caller pays for the first answer.
        this.dimension = embed("Is anybody there?").dimension();
    }

    /// A model that is loaded.
    ///
    /// @throws UnusableModel where it wants something else than tokens, or takes too few of them
    static LocalModel of(ModelName name, WordPieces pieces, Model model, Encoding encoding, int predictors) {
        int passageTokens = Math.min(
                MOST_PASSAGE_TOKENS, encoding.mostTokens() - pieces.ids(encoding.prefix()).length - MORE_TOKENS);
        if (passageTokens < LEAST_PASSAGE_TOKENS) {
            throw new UnusableModel(Part.PATH, "the model takes too few tokens for a passage and its prefix");
        }
        List<String> unknown = model.getBlock().describeInput().keys().stream()
                .filter(input -> !TextTranslator.INPUTS.contains(input))
                .toList();
        if (!unknown.isEmpty()) {
            throw new UnusableModel(
                    Part.PATH,
                    "its model.onnx wants other inputs than %s".formatted(String.join(", ", TextTranslator.INPUTS)));
        }
        return new LocalModel(name, pieces, model, encoding, passageTokens, predictors);
    }

    @Override
    public ModelName name() {
        return name;
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public int[] tokenEnds(String text) {
        return pieces.ends(text);
    }

    @Override
    public int passageTokens() {
        return passageTokens;
    }

    @Override
    public boolean supports(String passage) {
        return pieces.knows(passage);
    }

    @Override
    public List<Vector> embed(List<String> passages) {
        return passages.stream().map(this::embed).toList();
    }

    private Vector embed(String passage) {
        try {
            return predictors.ask(predictor -> predictor.predict(passage));
        } catch (ExecutionException e) {
            throw new IllegalStateException(name + " failed", e.getCause());
        }
    }

    @Override
    public void close() {
        predictors.close();
        model.close();
        pieces.close();
    }
}
