package io.omne.embedding.adapter.djl;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.inference.Predictor;
import io.omne.embedding.ModelName;
import io.omne.embedding.Vector;
import io.omne.embedding.application.EmbeddingModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;

/// A local model, loaded.
///
/// Passages are computed one at a time. A batch would save little (measured: a
/// call costs as much as four tokens) and make vectors differ a little with what else is in it; alone, a
/// text has one vector. As many run at once as there are predictors, others wait in turn: that bounds the
/// memory, to some 30 MB each.
final class LocalModel implements EmbeddingModel {

    private static final String ENGINE = "OnnxRuntime";

    /// For one passage, and for a turn. It takes a fifth of a second on an idle core.
    private static final Duration LONGEST_CALL = Duration.ofSeconds(60);

    private final Bert bert;
    private final WordPieces pieces;
    private final Model model;
    private final PredictorPool<Predictor<String, Vector>> predictors;

    private LocalModel(Bert bert, WordPieces pieces, Model model, int predictors) {
        this.bert = bert;
        this.pieces = pieces;
        this.model = model;
        this.predictors = new PredictorPool<>(
                predictors, LONGEST_CALL, () -> model.newPredictor(new PooledBert(pieces, bert.pooling())));
    }

    /// Loads the model and asks it once, so that no caller pays for the first answer.
    ///
    /// @throws IllegalStateException when the class path lacks the model, or it does not run on this machine
    static LocalModel load(Bert bert, int predictors) {
        // DJL would fetch libraries for a GPU and tell its makers about cloud machines.
        System.setProperty("ai.djl.offline", "true");
        // Before anything else touches ONNX Runtime: DJL wants to set its environment up itself.
        Engine.getEngine(ENGINE);
        Model model = Model.newInstance(bert.model().value(), Device.cpu(), ENGINE);
        try (InputStream onnx = resource(bert.onnx());
                InputStream tokenizer = resource(bert.tokenizer())) {
            model.load(onnx, Map.of("intraOpNumThreads", "1", "interOpNumThreads", "1"));
            var loaded = new LocalModel(bert, WordPieces.read(tokenizer), model, predictors);
            loaded.embed("Is anybody there?");
            return loaded;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedModelException e) {
            throw new IllegalStateException("the embedding model " + bert.model() + " cannot be loaded", e);
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(
                LocalModel.class.getResourceAsStream(name), () -> name + " is not on the class path");
    }

    @Override
    public ModelName name() {
        return bert.model();
    }

    @Override
    public int dimension() {
        return bert.dimension();
    }

    @Override
    public int[] tokenEnds(String text) {
        return pieces.ends(text);
    }

    @Override
    public List<Vector> embed(List<String> passages) {
        return passages.stream().map(this::embed).toList();
    }

    private Vector embed(String passage) {
        try {
            return predictors.ask(predictor -> predictor.predict(passage));
        } catch (ExecutionException e) {
            throw new IllegalStateException(bert.model() + " failed", e.getCause());
        }
    }

    @Override
    public void close() {
        predictors.close();
        model.close();
        pieces.close();
    }
}
