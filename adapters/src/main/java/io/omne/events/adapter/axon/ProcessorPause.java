package io.omne.events.adapter.axon;

import io.omne.database.api.DatabaseState;
import io.omne.database.api.DatabaseStateChanged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/// Stops the streaming processors while the database takes no writes. If they ran on, each failure would double
/// their pause, up to a minute, and the lists would stay behind for that long after the database is back.
///
/// Restarts the processors after a failover as well, from the tokens of the new server. The new server may lack
/// events that the old one had not sent to it, but that are in memory here.
@Component
class ProcessorPause {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(ProcessorPause.class);

    private final EventProcessingConfiguration processors;
    private final EventCache events;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("processor-pause").daemon().factory());
    private final List<StreamingEventProcessor> stopped = new ArrayList<>();
    private volatile boolean writable = true;

    ProcessorPause(EventProcessingConfiguration processors, EventCache events) {
        this.processors = processors;
        this.events = events;
    }

    /// Works on another thread, so that the publisher does not wait for the current batches.
    @EventListener
    void on(DatabaseStateChanged change) {
        writable = change.state() == DatabaseState.WRITABLE;
        if (!worker.isShutdown()) {
            worker.execute(() -> follow(change));
        }
    }

    @EventListener
    void on(ContextClosedEvent event) {
        worker.shutdownNow();
    }

    private void follow(DatabaseStateChanged change) {
        if (change.state() != DatabaseState.WRITABLE || change.restarted()) {
            stop();
        }
        if (change.restarted()) {
            events.forget();
        }
        start();
    }

    private void stop() {
        processors.eventProcessors().values().stream()
                .filter(StreamingEventProcessor.class::isInstance)
                .map(StreamingEventProcessor.class::cast)
                .filter(StreamingEventProcessor::isRunning)
                .forEach(processor -> {
                    processor.shutDown();
                    stopped.add(processor);
                });
    }

    private void start() {
        boolean failing = false;
        while (writable && !stopped.isEmpty()) {
            StreamingEventProcessor processor = stopped.getLast();
            try {
                processor.start();
                stopped.removeLast();
            } catch (RuntimeException e) {
                log.atLevel(failing ? Level.DEBUG : Level.WARN)
                        .log("{} does not start again yet: {}", processor.getName(), e.toString());
                failing = true;
                if (!pause()) {
                    return;
                }
            }
        }
    }

    /// @return false if the instance is stopping
    private static boolean pause() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
