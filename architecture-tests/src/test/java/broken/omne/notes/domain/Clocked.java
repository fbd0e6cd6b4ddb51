package broken.omne.notes.domain;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/// Breaks "language and domain are pure": time and chance, called and referred to.
public final class Clocked {

    private final Supplier<Instant> clock = Instant::now;

    public String now(Clock other) {
        return clock.get() + " " + LocalDate.now(other) + " " + System.currentTimeMillis() + System.getenv("HOME");
    }

    public String chance(Random random) {
        return Math.random() + " " + UUID.randomUUID() + random.nextInt()
                + ThreadLocalRandom.current().nextInt();
    }
}
