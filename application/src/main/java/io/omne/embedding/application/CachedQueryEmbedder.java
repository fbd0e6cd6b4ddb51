package io.omne.embedding.application;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.Vector;
import io.omne.embedding.api.EmbeddingUnavailable;
import io.omne.embedding.api.EmbeddingUnavailable.Reason;
import io.omne.embedding.api.QueryEmbedder;
import io.omne.embedding.api.QueryVector;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// Asks the model for a question that is not cached. Questions have threads of their own, and a bounded queue.
@Component
class CachedQueryEmbedder implements QueryEmbedder, AutoCloseable {

    /// How long the model may take.
    private static final Duration LONGEST_CALL = Duration.ofMillis(1_500);

    /// How long everything may take: the serving model is looked up, and a thread is waited for.
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private static final int THREADS = 16;
    private static final int MOST_WAITING = 64;

    private final PassageEmbedder embedder;
    private final ServingModel serving;
    private final Scheduler threads = Schedulers.newBoundedElastic(THREADS, MOST_WAITING, "query-embedding", 60, true);
    private final QuestionCache cache;

    CachedQueryEmbedder(PassageEmbedder embedder, ServingModel serving, QuestionCache cache) {
        this.embedder = embedder;
        this.serving = serving;
        this.cache = cache;
    }

    @Override
    public Mono<QueryVector> embed(String question) {
        return serving.find()
                .flatMap(model -> vector(model, question).map(vector -> new QueryVector(model, vector)))
                .timeout(LONGEST)
                .onErrorMap(TimeoutException.class, e -> late(Reason.AWAY, e));
    }

    private Mono<Vector> vector(IndexedModel model, String question) {
        Vector known = cache.find(model, question);
        return known != null
                ? Mono.just(known)
                : Mono.fromCallable(() -> answer(model, question))
                        .subscribeOn(threads)
                        .flatMap(it -> it)
                        .onErrorMap(RejectedExecutionException.class, e -> late(Reason.BUSY, e))
                        .doOnNext(vector -> cache.keep(model, question, vector));
    }

    /// The failure of a call is a value, because one that comes after its search has given up would be logged as an
    /// error if it were thrown.
    private Mono<Vector> answer(IndexedModel model, String question) {
        try {
            return Mono.just(embedder.embedQuestion(model, question, LONGEST_CALL));
        } catch (RuntimeException e) {
            return Mono.error(e);
        }
    }

    private static EmbeddingUnavailable late(Reason reason, Throwable cause) {
        return new EmbeddingUnavailable(reason, "the question was not embedded in time", null, cause);
    }

    @Override
    public void close() {
        threads.dispose();
    }
}
