package io.omne.embedding.adapter.djl;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import io.omne.embedding.ModelName;
import io.omne.embedding.api.UnusableModel;
import io.omne.embedding.api.UnusableModel.Part;
import io.omne.embedding.application.LocalModelSettings.Folder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/// A model in a folder. Its full name ends in a fingerprint of all that its vectors depend on: if the files are
/// replaced by others, it is another model, and the vectors of the two are never mixed.
final class ModelFolder implements AutoCloseable {

    private static final String ONNX = "model.onnx";
    private static final String TOKENIZER = "tokenizer.json";

    private final Folder settings;
    private final int predictors;
    private @Nullable ModelName name;
    private int dimension;

    /// The model that was loaded to find out its dimension, until somebody opens it.
    private @Nullable LocalModel loaded;

    /// @param predictors how many passages the model computes at once
    ModelFolder(Folder settings, int predictors) {
        this.settings = settings;
        this.predictors = predictors;
    }

    /// Whether this is the model's name, with its fingerprint or without.
    boolean isCalled(String asked) {
        return asked.equals(settings.name()) || is(asked);
    }

    /// Whether this is its full name. Reads files only if it can be.
    boolean is(String asked) {
        return asked.startsWith(settings.name() + "@") && asked.equals(name().value());
    }

    /// The name with the fingerprint.
    synchronized ModelName name() {
        if (name == null) {
            check();
            name = new ModelName(settings.name() + "@" + fingerprint());
        }
        return name;
    }

    /// The number of components of its vectors. Loads the model to find out, and keeps it for the first who opens it.
    synchronized int dimension() {
        if (dimension == 0) {
            loaded = load();
            dimension = loaded.dimension();
        }
        return dimension;
    }

    /// @throws UnusableModel if the model cannot be used
    synchronized LocalModel open() {
        LocalModel model = loaded == null ? load() : loaded;
        loaded = null;
        return model;
    }

    @Override
    public synchronized void close() {
        if (loaded != null) {
            loaded.close();
        }
    }

    private LocalModel load() {
        ModelName full = name();
        Model model = OnnxModels.create(full);
        try (InputStream tokenizer = Files.newInputStream(settings.path().resolve(TOKENIZER))) {
            WordPieces pieces = pieces(tokenizer);
            load(model);
            var encoding = new LocalModel.Encoding(
                    Pooling.valueOf(settings.pooling().name()),
                    settings.passagePrefix(),
                    settings.queryPrefix(),
                    settings.maxTokens());
            return LocalModel.of(full, pieces, model, encoding, predictors);
        } catch (IOException e) {
            model.close();
            throw unusable("its tokenizer.json cannot be read");
        } catch (RuntimeException e) {
            model.close();
            throw e instanceof UnusableModel ? e : unusable("its model.onnx does not give a state for each token");
        }
    }

    private static WordPieces pieces(InputStream tokenizer) throws IOException {
        try {
            return WordPieces.read(tokenizer);
        } catch (RuntimeException e) {
            throw unusable("its tokenizer.json is no tokenizer");
        }
    }

    private void load(Model model) {
        try {
            model.load(settings.path(), "model", OnnxModels.ONE_THREAD);
        } catch (IOException | MalformedModelException | RuntimeException e) {
            throw unusable("its model.onnx is no model that ONNX Runtime can load");
        }
    }

    private void check() {
        if (!Files.isDirectory(settings.path())) {
            throw unusable("there is no such folder");
        }
        for (String file : new String[] {ONNX, TOKENIZER}) {
            if (!Files.isReadable(settings.path().resolve(file))) {
                throw unusable("there is no %s in the folder that can be read".formatted(file));
            }
        }
    }

    private String fingerprint() {
        try {
            return Fingerprint.of(settings.path(), settings.pooling().name() + '\n' + settings.passagePrefix() + '\n');
        } catch (IOException e) {
            throw unusable("its files cannot be read");
        }
    }

    private static UnusableModel unusable(String sentence) {
        return new UnusableModel(Part.PATH, sentence);
    }
}
