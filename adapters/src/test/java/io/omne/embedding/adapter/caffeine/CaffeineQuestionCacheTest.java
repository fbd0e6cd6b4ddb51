package io.omne.embedding.adapter.caffeine;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.ModelName;
import io.omne.embedding.ModelSpec;
import io.omne.embedding.Vector;
import io.omne.embedding.application.QuestionCache;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CaffeineQuestionCacheTest {

    private static final IndexedModel MODEL =
            new IndexedModel(1, new ModelSpec("local", new ModelName("a-model"), 1_000));
    private static final IndexedModel NEXT = new IndexedModel(2, MODEL.spec());

    private final QuestionCache cache = new CaffeineQuestionCache();

    private static Vector vector(int component) {
        var components = new float[1_000];
        components[component] = 1;
        return Vector.towards(components);
    }

    @Test
    void keepsTheVectorOfAQuestionForEachModel() {
        cache.keep(MODEL, "a question", vector(1));
        cache.keep(NEXT, "a question", vector(2));

        assertThat(cache.find(MODEL, "a question")).isEqualTo(vector(1));
        assertThat(cache.find(NEXT, "a question")).isEqualTo(vector(2));
        assertThat(cache.find(MODEL, "another question")).isNull();
    }

    /// 20,000 vectors of 4 kB are 80 MB.
    @Test
    void keepsNoMoreThanItsLimit() {
        for (int i = 0; i < 20_000; i++) {
            cache.keep(MODEL, "question " + i, vector(i % 1_000));
        }
        long kept = IntStream.range(0, 20_000)
                .filter(i -> cache.find(MODEL, "question " + i) != null)
                .count();
        assertThat(kept).isBetween(1_000L, 10_000L);
    }
}
