package io.omne.embedding.adapter.openai;

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
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The provider OpenAI, or a server with the same API.
@Component
class OpenAi implements ModelProvider {

    private static final String DEFAULT = "text-embedding-3-small";

    private static final Map<String, Integer> NATIVE =
            Map.of(DEFAULT, 1536, "text-embedding-3-large", 3072, "text-embedding-ada-002", 1536);

    private final RemoteProvider remote;
    private final Account account;
    private final Duration timeout;

    OpenAi(RemoteProvider remote, ProviderSettings settings) {
        this.remote = remote;
        this.account = settings.openai();
        this.timeout = settings.timeout();
    }

    @Override
    public String name() {
        return "openai";
    }

    @Override
    public ModelSpec spec(@Nullable String model, @Nullable Integer dimension) {
        key();
        String name = model == null ? DEFAULT : model;
        Integer own = NATIVE.get(name);
        Integer chosen = dimension == null ? own : dimension;
        if (chosen == null) {
            throw new UnusableModel(
                    Part.DIMENSION, "how many dimensions %s has is not known here, and has to be said".formatted(name));
        }
        if (own != null && (isShortenable(name) ? chosen > own : !chosen.equals(own))) {
            throw new UnusableModel(
                    Part.DIMENSION,
                    "%s has %s %d dimensions, not %d"
                            .formatted(name, isShortenable(name) ? "at most" : "always", own, chosen));
        }
        return new ModelSpec(name(), new ModelName(name), chosen);
    }

    @Override
    public EmbeddingModel open(ModelSpec spec) {
        String name = spec.model().value();
        boolean shortened =
                isShortenable(name) && !Integer.valueOf(spec.dimension()).equals(NATIVE.get(name));
        return new OpenAiModel(
                spec,
                shortened,
                new EmbeddingEndpoint(remote, new Endpoint(name(), account.baseUrl() + "/embeddings", key(), timeout)));
    }

    /// Whether the model returns shorter vectors on request.
    private static boolean isShortenable(String model) {
        return model.startsWith("text-embedding-3-");
    }

    /// Whether one model of OpenAI was called and another one answered: a proxy may fall back on a model with as
    /// many dimensions. Other names prove nothing, because servers answer with versions and aliases of their own.
    static boolean isAnother(String asked, String answered) {
        return NATIVE.containsKey(asked)
                && !answered.startsWith(asked)
                && NATIVE.keySet().stream().anyMatch(answered::startsWith);
    }

    private ApiKey key() {
        if (account.key() == null) {
            throw new UnusableModel(
                    Part.KEY,
                    "openai wants a key: set EMBEDDING_OPENAI_API_KEY (any word for a server that takes none)");
        }
        return account.key();
    }
}
