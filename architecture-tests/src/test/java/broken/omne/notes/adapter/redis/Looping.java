package broken.omne.notes.adapter.redis;

import java.util.Timer;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Function;

/// Breaks "nobody but the loops starts a thread": called and referred to.
final class Looping {

    private final Executor executor = Executors.newSingleThreadScheduledExecutor();
    private final Executor other = new ScheduledThreadPoolExecutor(1);
    private final Timer timer = new Timer();
    private final Function<Runnable, Thread> maker = Thread::new;

    void loop(Runnable round) {
        executor.execute(round);
        other.execute(round);
        timer.purge();
        maker.apply(round).start();
        Thread.ofVirtual().start(round);
    }
}
