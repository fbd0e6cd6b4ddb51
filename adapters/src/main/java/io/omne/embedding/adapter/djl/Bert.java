package io.omne.embedding.adapter.djl;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import io.omne.embedding.ModelName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/// The local models: small BERTs for English first, quantised to int8. Model and tokenizer are on the class path.
enum Bert {

    /// The best model. A vector is the mean of the states of all tokens: of the evidence for a question, a little
    /// more is among the first ten texts than with the state of [CLS] (`docs/embedding-models.md`).
    BGE_SMALL_MEAN("bge-small-en-v1.5-mean", "/bge-small-en-v1.5-q", Pooling.MEAN),

    /// The same model with the state of [CLS], as its makers use it.
    BGE_SMALL("bge-small-en-v1.5", "/bge-small-en-v1.5-q", Pooling.CLS),

    /// Half the cost of bge-small, and weaker.
    MINI_LM("all-MiniLM-L6-v2", "/all-minilm-l6-v2-q", Pooling.MEAN);

    /// The most tokens of a text. No passage should have more; the end of a longer one is cut off.
    static final int MOST_TOKENS = 512;

    private static final int DIMENSION = 384;

    private final String model;
    private final String resource;
    private final Pooling pooling;

    Bert(String name, String resource, Pooling pooling) {
        this.model = name;
        this.resource = resource;
        this.pooling = pooling;
    }

    static Optional<Bert> named(String name) {
        return Arrays.stream(values()).filter(it -> it.model.equals(name)).findFirst();
    }

    ModelName model() {
        return new ModelName(model);
    }

    int dimension() {
        return DIMENSION;
    }

    /// @throws IllegalStateException if the class path lacks the model, or the model does not run on this machine
    LocalModel load(int predictors) {
        Model loaded = OnnxModels.create(model());
        try (InputStream tokenizer = open(resource + "-tokenizer.json")) {
            load(loaded);
            var encoding = new LocalModel.Encoding(pooling, "", "", MOST_TOKENS);
            return LocalModel.of(model(), WordPieces.read(tokenizer), loaded, encoding, predictors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MalformedModelException e) {
            throw new IllegalStateException("the embedding model " + model() + " cannot be loaded", e);
        }
    }

    private void load(Model model) throws IOException, MalformedModelException {
        Path file = UnpackedResources.find(resource + ".onnx").orElse(null);
        if (file != null) {
            model.load(file.getParent(), file.getFileName().toString(), OnnxModels.ONE_THREAD);
            return;
        }
        try (InputStream onnx = open(resource + ".onnx")) {
            model.load(onnx, OnnxModels.ONE_THREAD);
        }
    }

    private static InputStream open(String name) {
        return Objects.requireNonNull(Bert.class.getResourceAsStream(name), () -> name + " is not on the class path");
    }
}
