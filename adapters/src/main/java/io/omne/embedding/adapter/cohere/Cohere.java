package io.omne.embedding.adapter.cohere;

import io.omne.embedding.ModelName;
import io.omne.embedding.ModelSpec;
import io.omne.embedding.api.UnusableModel;
import io.omne.embedding.api.UnusableModel.Part;
import io.omne.embedding.application.EmbeddingEndpoint;
import io.omne.embedding.application.EmbeddingModel;
import io.omne.embedding.application.ModelProvider;
import io.omne.embedding.application.ProviderSettings;
import io.omne.embedding.application.ProviderSettings.Account;
import io.omne.providers.api.ApiKey;
import io.omne.providers.api.RemoteProvider;
import io.omne.providers.api.RemoteProvider.Endpoint;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The provider Cohere.
@Component
class Cohere implements ModelProvider {

    private static final String DEFAULT = "embed-v4.0";

    /// The dimensions that each model can have; the first is its default.
    private static final Map<String, List<Integer>> DIMENSIONS = Map.of(
            DEFAULT,
            List.of(1536, 1024, 512, 256),
            "embed-english-v3.0",
            List.of(1024),
            "embed-multilingual-v3.0",
            List.of(1024),
            "embed-english-light-v3.0",
            List.of(384),
            "embed-multilingual-light-v3.0",
            List.of(384));

    private final RemoteProvider remote;
    private final Account account;
    private final Duration timeout;

    Cohere(RemoteProvider remote, ProviderSettings settings) {
        this.remote = remote;
        this.account = settings.cohere();
        this.timeout = settings.timeout();
    }

    @Override
    public String name() {
        return "cohere";
    }

    @Override
    public ModelSpec spec(@Nullable String model, @Nullable Integer dimension) {
        key();
        String name = model == null ? DEFAULT : model;
        List<Integer> possible = DIMENSIONS.getOrDefault(name, dimension == null ? List.of() : List.of(dimension));
        if (possible.isEmpty()) {
            throw new UnusableModel(
                    Part.DIMENSION, "how many dimensions %s has is not known here, and has to be said".formatted(name));
        }
        int chosen = dimension == null ? possible.getFirst() : dimension;
        if (!possible.contains(chosen)) {
            throw new UnusableModel(
                    Part.DIMENSION,
                    "%s has %s dimensions, not %d"
                            .formatted(
                                    name,
                                    String.join(
                                            " or ",
                                            possible.stream()
                                                    .map(String::valueOf)
                                                    .toList()),
                                    chosen));
        }
        return new ModelSpec(name(), new ModelName(name), chosen);
    }

    @Override
    public EmbeddingModel open(ModelSpec spec) {
        return new CohereModel(
                spec,
                spec.model().value().equals(DEFAULT),
                new EmbeddingEndpoint(remote, new Endpoint(name(), account.baseUrl() + "/v2/embed", key(), timeout)));
    }

    private ApiKey key() {
        if (account.key() == null) {
            throw new UnusableModel(Part.KEY, "cohere wants a key: set EMBEDDING_COHERE_API_KEY");
        }
        return account.key();
    }
}
