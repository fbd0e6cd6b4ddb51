package io.omne.embedding.adapter.djl;

import static java.util.stream.Collectors.joining;

import io.omne.embedding.ModelName;
import io.omne.embedding.ModelSpec;
import io.omne.embedding.api.UnusableModel;
import io.omne.embedding.api.UnusableModel.Part;
import io.omne.embedding.application.EmbeddingModel;
import io.omne.embedding.application.LocalModelSettings;
import io.omne.embedding.application.ModelProvider;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Provides the models in this process: those that come with Omne, and one in a folder if that is configured.
@Component
class LocalProvider implements ModelProvider, AutoCloseable {

    /// A model computes as many passages at once as there are cores. One more would reduce the total throughput by a
    /// fifth.
    private static final int PREDICTORS = Runtime.getRuntime().availableProcessors();

    private final @Nullable ModelFolder folder;

    LocalProvider(LocalModelSettings settings) {
        this.folder = settings.folder() == null ? null : new ModelFolder(settings.folder(), PREDICTORS);
    }

    @Override
    public String name() {
        return "local";
    }

    @Override
    public ModelSpec spec(@Nullable String model, @Nullable Integer dimension) {
        if (folder != null && (model == null || folder.isCalled(model))) {
            return spec(folder.name(), folder.dimension(), dimension);
        }
        Bert bert = model == null ? Bert.BGE_SMALL_MEAN : named(model);
        return spec(bert.model(), bert.dimension(), dimension);
    }

    private ModelSpec spec(ModelName model, int own, @Nullable Integer asked) {
        if (asked != null && asked != own) {
            throw new UnusableModel(Part.DIMENSION, "%s has %d dimensions, not %d".formatted(model, own, asked));
        }
        return new ModelSpec(name(), model, own);
    }

    @Override
    public EmbeddingModel open(ModelSpec spec) {
        if (folder != null && folder.is(spec.model().value())) {
            return folder.open();
        }
        return named(spec.model().value()).load(PREDICTORS);
    }

    @Override
    public void close() {
        if (folder != null) {
            folder.close();
        }
    }

    private Bert named(String model) {
        return Bert.named(model)
                .orElseThrow(() -> new UnusableModel(
                        Part.MODEL,
                        "there is no local model %s; there are %s"
                                .formatted(
                                        model,
                                        Stream.concat(
                                                        Arrays.stream(Bert.values())
                                                                .map(Bert::model),
                                                        Stream.ofNullable(folder)
                                                                .map(ModelFolder::name))
                                                .map(ModelName::value)
                                                .collect(joining(" and ")))));
    }
}
