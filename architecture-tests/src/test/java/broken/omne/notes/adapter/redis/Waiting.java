package broken.omne.notes.adapter.redis;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/// Breaks "nothing waits for ever": called and referred to.
final class Waiting {

    private final ReentrantLock lock = new ReentrantLock();

    @Nullable
    String forever(Flux<String> answer, Future<String> future, ArrayBlockingQueue<String> queue) throws Exception {
        lock.lock();
        return answer.blockFirst() + future.get() + queue.take();
    }

    Supplier<String> forever(CompletableFuture<String> future, ThreadPoolExecutor threads) {
        threads.close();
        return future::join;
    }

    @Nullable
    String within(Flux<String> answer, Future<String> future, ArrayBlockingQueue<String> queue) throws Exception {
        boolean locked = lock.tryLock(1, TimeUnit.SECONDS);
        return locked + answer.blockFirst(Duration.ofSeconds(1)) + future.get(1, TimeUnit.SECONDS) + queue.poll();
    }
}
