package io.omne.conversations.adapter.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.omne.conversations.application.extractor.ExtractorCalls;
import io.omne.conversations.application.extractor.LeftOut;
import io.omne.conversations.application.extractor.TokenUsage;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// Counts the calls of language models of this instance, what they used and what they cost.
@Component
class ExtractorCallMetrics implements ExtractorCalls {

    private static final double MILLIONTHS = 1_000_000;

    private final Map<Outcome, Timer> calls = new EnumMap<>(Outcome.class);
    private final Map<LeftOut, Counter> leftOut = new EnumMap<>(LeftOut.class);
    private final Counter refused;
    private final Counter input;
    private final Counter output;
    private final Counter cost;

    ExtractorCallMetrics(MeterRegistry registry) {
        Stream.of(Outcome.values())
                .forEach(it -> calls.put(
                        it,
                        Timer.builder("omne.extraction.model.calls")
                                .description("Calls of the language model, by what became of them")
                                .tag("outcome", it.name().toLowerCase(Locale.ROOT))
                                .register(registry)));
        Stream.of(LeftOut.values())
                .forEach(it -> leftOut.put(
                        it,
                        Counter.builder("omne.extraction.left.out")
                                .description("What an extractor found that was not stored, by the reason")
                                .tag("reason", it.text())
                                .register(registry)));
        this.refused = Counter.builder("omne.extraction.model.refused")
                .description("Calls that were not made, because the budget of their user was spent")
                .register(registry);
        this.input = tokens(registry, "input");
        this.output = tokens(registry, "output");
        this.cost = Counter.builder("omne.extraction.model.cost")
                .description("What the calls cost, those that failed included, in the currency of the prices")
                .register(registry);
    }

    private static Counter tokens(MeterRegistry registry, String kind) {
        return Counter.builder("omne.extraction.model.tokens")
                .description("Tokens of prompts and answers, those of calls that failed included")
                .tag("kind", kind)
                .register(registry);
    }

    @Override
    public void ended(Outcome outcome, TokenUsage used, long costMicros, Duration took) {
        Timer timer = calls.get(outcome);
        if (timer != null) {
            timer.record(took);
        }
        input.increment((double) used.input());
        output.increment((double) used.output());
        cost.increment(costMicros / MILLIONTHS);
    }

    @Override
    public void refused() {
        refused.increment();
    }

    @Override
    public void leftOut(Collection<LeftOut> reasons) {
        reasons.forEach(it -> {
            Counter counter = leftOut.get(it);
            if (counter != null) {
                counter.increment();
            }
        });
    }
}
