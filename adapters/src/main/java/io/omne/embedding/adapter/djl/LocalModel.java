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

/// A local model that is loaded.
///
/// Passages are computed one at a time. A batch would save little (measured: a call costs as much as four tokens),
/// and a vector would depend slightly on the other texts of the batch. As many passages are computed at once as
/// there are predictors; others wait in turn. As many more predictors are for questions alone, so that a question
/// waits for other questions at most. This limits the memory to about 30 MB for each predictor.
///
/// Passages are computed by threads of a lower priority: they take what requests and questions leave of the cores.
final class LocalModel implements EmbeddingModel {

    /// Passages that begin inside a word may become a few tokens longer.
    private static final int MORE_TOKENS = 8;

    private static final int MOST_PASSAGE_TOKENS = 254;
    private static final int LEAST_PASSAGE_TOKENS = 16;

    /// The longest wait for a predictor, and for its answer. A passage takes a fifth of a second on an idle
    /// core, and some seconds while requests take all cores.
    private static final Duration LONGEST_CALL = Duration.ofSeconds(60);

    private final ModelName name;
    private final int dimension;
    private final int passageTokens;
    private final WordPieces pieces;
    private final Model model;
    private final PredictorPool<Predictor<String, Vector>> predictors;
    private final PredictorPool<Predictor<String, Vector>> questionPredictors;

    /// How a text becomes a vector.
    ///
    /// @param prefix a text that is put before each passage
    /// @param questionPrefix a text that is put before each question
    /// @param mostTokens the most tokens that the model accepts, including those that it adds itself
    record Encoding(Pooling pooling, String prefix, String questionPrefix, int mostTokens) {}

    private LocalModel(
            ModelName name, WordPieces pieces, Model model, Encoding encoding, int passageTokens, int predictors) {
        this.name = name;
        this.passageTokens = passageTokens;
        this.pieces = pieces;
        this.model = model;
        this.predictors = pool(predictors, ThreadPriority::lower, encoding, encoding.prefix());
        this.questionPredictors = pool(predictors, () -> {}, encoding, encoding.questionPrefix());
        // Also warms the model up, so that the first caller does not wait for that.
        this.dimension = embed(this.predictors, "Is anybody there?").dimension();
    }

    private PredictorPool<Predictor<String, Vector>> pool(
            int size, Runnable atStart, Encoding encoding, String prefix) {
        List<String> inputs = model.getBlock().describeInput().keys();
        return new PredictorPool<>(
                size,
                LONGEST_CALL,
                atStart,
                () -> model.newPredictor(new TextTranslator(pieces, inputs, encoding, prefix)));
    }

    /// Creates a model from its loaded parts.
    ///
    /// @throws UnusableModel if the model needs other inputs than tokens, or accepts too few tokens
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
        return passages.stream().map(passage -> embed(predictors, passage)).toList();
    }

    @Override
    public List<Vector> embedQuestions(List<String> questions) {
        return questions.stream()
                .map(question -> embed(questionPredictors, question))
                .toList();
    }

    private Vector embed(PredictorPool<Predictor<String, Vector>> pool, String passage) {
        try {
            return pool.ask(predictor -> predictor.predict(passage));
        } catch (ExecutionException e) {
            throw new IllegalStateException(name + " failed", e.getCause());
        }
    }

    @Override
    public void close() {
        predictors.close();
        questionPredictors.close();
        model.close();
        pieces.close();
    }
}
