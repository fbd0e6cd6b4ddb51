package io.omne.memory.application.embedding;

import io.omne.jobs.api.Loops.Loop;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

/// Wakes those who embed on this instance when there is something new.
@Component
class WakeUps {

    private final List<Loop> sleepers = new CopyOnWriteArrayList<>();

    void add(Loop sleeper) {
        sleepers.add(sleeper);
    }

    void wake() {
        sleepers.forEach(Loop::wake);
    }
}
