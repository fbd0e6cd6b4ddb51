package broken.omne.notes.adapter.redis;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.function.Supplier;

/// Breaks "time is of the injected clock": called and referred to.
@SuppressWarnings("JavaUtilDate")
final class Timed {

    private final Supplier<Instant> time = Instant::now;

    String now() {
        return time.get() + " " + new Date() + " " + System.currentTimeMillis()
                + Clock.systemUTC().instant();
    }

    String allowed(Clock clock) {
        return Instant.now(clock) + " " + System.nanoTime() + clock();
    }

    static Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }
}
