package io.omne.memory.application.administration;

import io.omne.events.api.Projections.DeadLetter;
import java.util.List;

/// @param data the memory that has waited longest comes first
public record DeadLetters(List<DeadLetter> data) {

    public DeadLetters {
        data = List.copyOf(data);
    }
}
