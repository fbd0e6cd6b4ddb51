package io.omne.conversations.adapter.rules;

import io.omne.conversations.adapter.rules.dates.Moment;
import io.omne.conversations.adapter.rules.dates.Moments;
import io.omne.conversations.adapter.rules.text.Sentence;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// When what a sentence tells happens.
final class Dates {

    private Dates() {}

    static @Nullable Instant of(Sentence it, Writer writer) {
        Moment moment = Moments.first(it.shadow(), writer.sentAt());
        return moment == null ? null : moment.at();
    }
}
