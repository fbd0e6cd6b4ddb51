package io.omne.embedding.adapter.caffeine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.omne.embedding.IndexedModel;
import io.omne.embedding.Vector;
import io.omne.embedding.application.QuestionCache;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Keeps what was asked for often or lately.
@Component
class CaffeineQuestionCache implements QuestionCache {

    private static final int MOST_BYTES = 16 * 1024 * 1024;

    /// What an entry takes besides text and vector.
    private static final int OVERHEAD = 200;

    private final Cache<Question, Vector> vectors = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher(CaffeineQuestionCache::bytes)
            .build();

    private record Question(int model, String text) {

        /// Without the text, which stands in no log.
        @Override
        public String toString() {
            return "Question[model=" + model + "]";
        }
    }

    private static int bytes(Question question, Vector vector) {
        return OVERHEAD + 2 * question.text().length() + Float.BYTES * vector.dimension();
    }

    @Override
    public @Nullable Vector find(IndexedModel model, String question) {
        return vectors.getIfPresent(new Question(model.id(), question));
    }

    @Override
    public void keep(IndexedModel model, String question, Vector vector) {
        vectors.put(new Question(model.id(), question), vector);
    }
}
