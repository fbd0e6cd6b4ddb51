package io.omne.recall.domain;

import io.omne.recall.TimeWindow;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What tells whether a memory answers a question besides its words and its meaning. Who speaks and how matters for
/// messages of conversations only.
final class Cues {

    private static final int LONG = 30;

    private final List<Candidate> candidates;
    private final Neighbours neighbours;
    private final boolean when;
    private final Optional<String> speaker;
    private final @Nullable TimeWindow window;

    Cues(Question question, List<Candidate> candidates, Neighbours neighbours) {
        this.candidates = candidates;
        this.neighbours = neighbours;
        this.when = question.asksWhen();
        this.window = question.window();
        this.speaker = question.speaker(candidates.stream()
                .map(it -> it.memory().speaker())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()));
    }

    private IndexedMemory memory(int candidate) {
        return candidates.get(candidate).memory();
    }

    private boolean isMessage(int candidate) {
        return memory(candidate).conversation() != null;
    }

    private boolean has(int candidate, Mark mark) {
        return isMessage(candidate) && memory(candidate).marks().contains(mark);
    }

    double speaker(int candidate) {
        String said = memory(candidate).speaker();
        return isMessage(candidate)
                        && said != null
                        && speaker.filter(said::equals).isPresent()
                ? 1
                : 0;
    }

    double firstPerson(int candidate) {
        return has(candidate, Mark.FIRST_PERSON) ? 1 : 0;
    }

    double reply(int candidate) {
        if (!neighbours.hasPrevious(candidate) || !has(candidate - 1, Mark.QUESTION)) {
            return 0;
        }
        return Objects.equals(memory(candidate - 1).speaker(), memory(candidate).speaker()) ? 0 : 1;
    }

    double length(int candidate) {
        return Math.log(1 + Math.min(LONG, memory(candidate).length()));
    }

    double when(int candidate) {
        return when && has(candidate, Mark.TIME) ? 1 : 0;
    }

    double date(int candidate) {
        return window == null ? 0 : window.fit(memory(candidate).at());
    }
}
