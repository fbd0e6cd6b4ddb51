package io.omne.embedding.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.omne.embedding.ModelName;
import io.omne.embedding.ModelSpec;
import io.omne.embedding.Vector;
import io.omne.embedding.api.UnusableModel;
import io.omne.embedding.api.UnusableModel.Part;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ModelPreloaderTest {

    private final CountDownLatch loaded = new CountDownLatch(1);
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();

    @Test
    void opensTheModelOnceAndIsNotWaitedFor() {
        var registry = registry(new SlowProvider(false));
        try (var preloader = new ModelPreloader(WordModel.SPEC, registry)) {
            assertThat(preloader).isNotNull(); // while the model is still being loaded
            loaded.countDown();
            registry.open(WordModel.SPEC);
            assertThat(opened).hasValue(1);
        }
    }

    @Test
    void leavesAFailureToWhoeverNeedsTheModel() {
        var registry = registry(new SlowProvider(true));
        loaded.countDown();
        new ModelPreloader(WordModel.SPEC, registry).close();

        assertThat(opened).hasValue(1);
        assertThatExceptionOfType(UnusableModel.class).isThrownBy(() -> registry.open(WordModel.SPEC));
    }

    @Test
    void isClosedWithTheRegistryOnceItIsLoaded() {
        var registry = registry(new SlowProvider(false));
        var preloader = new ModelPreloader(WordModel.SPEC, registry);
        loaded.countDown();
        preloader.close();
        registry.close();

        assertThat(closed).hasValue(1);
    }

    @Test
    void isDiscardedWhereAnotherModelServes() {
        var registry = registry(new SlowProvider(false));
        var preloader = new ModelPreloader(WordModel.SPEC, registry);
        loaded.countDown();
        preloader.close();
        registry.discard(WordModel.SPEC);
        registry.close();

        assertThat(closed).hasValue(1);
    }

    private static ModelRegistry registry(ModelProvider provider) {
        return new ModelRegistry(List.of(provider), new ToldCalls());
    }

    private final class SlowProvider implements ModelProvider {

        private final boolean failing;

        SlowProvider(boolean failing) {
            this.failing = failing;
        }

        @Override
        public String name() {
            return WordModel.SPEC.provider();
        }

        @Override
        public ModelSpec spec(@Nullable String model, @Nullable Integer dimension) {
            return WordModel.SPEC;
        }

        @Override
        public EmbeddingModel open(ModelSpec spec) {
            opened.incrementAndGet();
            try {
                loaded.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (failing) {
                throw new UnusableModel(Part.MODEL, "there is no such model");
            }
            return new CountedModel();
        }
    }

    private final class CountedModel implements EmbeddingModel {

        @Override
        public ModelName name() {
            return WordModel.SPEC.model();
        }

        @Override
        public int dimension() {
            return WordModel.SPEC.dimension();
        }

        @Override
        public int[] tokenEnds(String text) {
            return new int[0];
        }

        @Override
        public List<Vector> embed(List<String> passages) {
            return passages.stream().map(WordModel::vector).toList();
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }
}
