package io.omne.embedding.application;

import io.omne.embedding.ModelName;
import io.omne.embedding.ModelSpec;
import io.omne.embedding.Vector;
import io.omne.embedding.application.ModelCalls.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Measures the calls of a model.
final class WatchedModel implements EmbeddingModel {

    private static final Logger log = LoggerFactory.getLogger(WatchedModel.class);

    private final EmbeddingModel model;
    private final ModelSpec spec;
    private final ModelCalls calls;

    WatchedModel(EmbeddingModel model, ModelSpec spec, ModelCalls calls) {
        this.model = model;
        this.spec = spec;
        this.calls = calls;
    }

    @Override
    public ModelName name() {
        return model.name();
    }

    @Override
    public int dimension() {
        return model.dimension();
    }

    @Override
    public int[] tokenEnds(String text) {
        return model.tokenEnds(text);
    }

    @Override
    public boolean isCancellable() {
        return model.isCancellable();
    }

    @Override
    public int passageTokens() {
        return model.passageTokens();
    }

    @Override
    public boolean supports(String passage) {
        return model.supports(passage);
    }

    @Override
    public List<Vector> embed(List<String> passages) {
        return watch(passages, model::embed);
    }

    @Override
    public List<Vector> embedQuestions(List<String> questions) {
        return watch(questions, model::embedQuestions);
    }

    private List<Vector> watch(List<String> passages, Function<List<String>, List<Vector>> call) {
        long start = System.nanoTime();
        List<Vector> vectors;
        try {
            vectors = call.apply(passages);
        } catch (RuntimeException | Error e) {
            ended(Outcome.of(e), start);
            throw e;
        }
        if (fits(vectors, passages)) {
            ended(Outcome.OK, start);
            calls.embedded(spec, passages.size(), tokens(passages), characters(passages));
        } else {
            ended(Outcome.FAULT, start);
        }
        return vectors;
    }

    /// The caller finds and reports the same fault.
    private boolean fits(List<Vector> vectors, List<String> passages) {
        return vectors.size() == passages.size()
                && vectors.stream().allMatch(vector -> vector.dimension() == spec.dimension());
    }

    private void ended(Outcome outcome, long start) {
        calls.ended(spec, outcome, Duration.ofNanos(System.nanoTime() - start));
        log.debug("a call of {} ended with {}", spec.model(), outcome);
    }

    /// Counts the tokens again instead of using the counts from cutting the text, because passages overlap and a
    /// call for them may fail.
    private long tokens(List<String> passages) {
        return passages.stream()
                .mapToLong(passage -> model.tokenEnds(passage).length)
                .sum();
    }

    private static long characters(List<String> passages) {
        return passages.stream().mapToLong(String::length).sum();
    }

    @Override
    public void close() {
        model.close();
    }
}
