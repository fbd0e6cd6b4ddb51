package io.omne.embedding.adapter.djl;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import io.omne.embedding.ModelName;
import io.omne.embedding.Vector;
import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.EmbeddingUnavailable.Reason;
import io.omne.embedding.application.EmbeddingModel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// A local model, loaded.
///
/// Passages are computed one at a time, on the thread of the caller. A batch would save little (measured: a
/// call costs as much as four tokens) and make vectors differ a little with what else is in it; alone, a
/// text has one vector. As many run at once as there are predictors, others wait in turn: that bounds the
/// memory, to some 30 MB each.
final class LocalModel implements EmbeddingModel {

    private static final String ENGINE = "OnnxRuntime";

    private final Bert bert;
    private final WordPieces pieces;
    private final Model model;
    private final int predictors;
    private final BlockingQueue<Predictor<String, Vector>> idle;

    private LocalModel(Bert bert, WordPieces pieces, Model model, int predictors) {
        this.bert = bert;
        this.pieces = pieces;
        this.model = model;
        this.predictors = predictors;
        this.idle = new ArrayBlockingQueue<>(predictors, true);
        for (int i = 0; i < predictors; i++) {
            idle.add(model.newPredictor(new PooledBert(pieces, bert.pooling())));
        }
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
        Predictor<String, Vector> predictor = take();
        try {
            return predictor.predict(passage);
        } catch (TranslateException e) {
            throw new IllegalStateException(bert.model() + " failed", e);
        } finally {
            idle.add(predictor);
        }
    }

    private Predictor<String, Vector> take() {
        try {
            return idle.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddingUnavailable(Reason.AWAY, bert.model() + " was not waited for", null, e);
        }
    }

    @Override
    public void close() {
        for (int i = 0; i < predictors; i++) {
            take().close();
        }
        model.close();
        pieces.close();
    }
}
