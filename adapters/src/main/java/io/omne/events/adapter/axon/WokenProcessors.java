package io.omne.events.adapter.axon;

import io.omne.events.api.ProcessorWakeUp;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/// Remembers which processors somebody waits for.
@Component
class WokenProcessors implements ProcessorWakeUp {

    private static final Duration AWAKE = Duration.ofMillis(300);

    /// When each was woken last.
    private final Map<String, Long> woken = new ConcurrentHashMap<>();

    @Override
    public void wake(String processor) {
        woken.put(processor, System.nanoTime());
    }

    boolean isAwake(String processor) {
        Long nanos = woken.get(processor);
        return nanos != null && System.nanoTime() - nanos < AWAKE.toNanos();
    }
}
