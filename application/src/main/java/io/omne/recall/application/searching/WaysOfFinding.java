package io.omne.recall.application.searching;

import io.omne.access.UserId;
import io.omne.embedding.api.NotEmbedded;
import io.omne.embedding.api.QueryEmbedder;
import io.omne.embedding.api.QueryVector;
import io.omne.embedding.api.VectorSearch;
import io.omne.embedding.api.VectorSearch.Match;
import io.omne.embedding.api.VectorSelection;
import io.omne.memory.MemoryId;
import io.omne.memory.api.SelectedMemories.Selection;
import io.omne.recall.TimeWindow;
import io.omne.recall.api.SearchMemories;
import io.omne.recall.api.SearchMode;
import io.omne.recall.application.TextAnalyzer;
import io.omne.recall.application.WordIndex;
import io.omne.recall.application.WordMatches;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/// Finds memories by words, by meaning and by the time that a question names, all at once.
@Component
class WaysOfFinding {

    /// How many memories each way finds at least, so that the ranking has something to choose from.
    private static final int DEPTH = 50;

    /// The most memories with the phrases of a question that are compared by meaning.
    private static final int MOST_WITH_PHRASES = 1_000;

    /// The most memories that are found by meaning where some of them are left out later.
    private static final int MOST_NEAREST = 1_000;

    /// If no more memories may be found, the vectors of all are compared at once: the ranking needs those of many.
    private static final int FEW = 1_000;

    private final QueryEmbedder embedder;
    private final WordIndex words;
    private final VectorSearch vectors;
    private final TextAnalyzer analyzer;

    WaysOfFinding(QueryEmbedder embedder, WordIndex words, VectorSearch vectors, TextAnalyzer analyzer) {
        this.analyzer = analyzer;
        this.embedder = embedder;
        this.words = words;
        this.vectors = vectors;
    }

    /// The question gets its vector while the rest of it is read.
    Mono<Found> find(Mono<Asked> question, SearchMemories search, Deadline deadline) {
        Mono<Asked> asked = question.cache();
        Mono<QueryVector> vector = embedder.embed(analyzer.wanted(search.text()));
        return Mono.zip(
                        asked,
                        asked.flatMap(this::byWords),
                        byMeaning(asked, vector, search, deadline),
                        asked.flatMap(this::byTime))
                .map(all -> new Found(
                        all.getT1(),
                        all.getT2(),
                        all.getT3().cosines(),
                        all.getT3().vector(),
                        all.getT4()));
    }

    /// The best passages of those memories for which they are not known yet.
    Mono<List<Match>> passages(Found found, Collection<MemoryId> memories) {
        QueryVector vector = found.vector();
        List<UUID> ids = found.unknown(memories);
        return vector == null || ids.isEmpty()
                ? Mono.just(List.of())
                : vectors.cosines(found.asked().search().owner(), vector, new VectorSelection.Only(ids));
    }

    private int depth(Asked asked) {
        return Math.max(DEPTH, asked.search().limit());
    }

    private Mono<Attempt<WordMatches>> byWords(Asked asked) {
        return asked.search().mode().usesWords()
                ? Attempt.of(words.find(asked.search().owner(), asked.parsed(), asked.selection(), depth(asked))
                        .timeout(asked.deadline().leftForFinding()))
                : Mono.just(Attempt.unwanted());
    }

    private record ByMeaning(@Nullable QueryVector vector, Attempt<Cosines> cosines) {}

    private Mono<ByMeaning> byMeaning(
            Mono<Asked> asked, Mono<QueryVector> vector, SearchMemories search, Deadline deadline) {
        if (!search.mode().usesMeaning()) {
            return Mono.just(new ByMeaning(null, Attempt.unwanted()));
        }
        Mono<ByMeaning> way = Mono.zip(vector.timeout(deadline.leftForFinding()), asked)
                .flatMap(both -> nearest(both.getT2(), both.getT1())
                        .timeout(deadline.leftForFinding())
                        .map(cosines -> new ByMeaning(both.getT1(), new Attempt<>(cosines, null))));
        return Attempt.of(way, NotEmbedded.class).map(WaysOfFinding::flat);
    }

    private static ByMeaning flat(Attempt<ByMeaning> attempt) {
        ByMeaning found = attempt.value();
        return found == null ? new ByMeaning(null, new Attempt<>(null, attempt.failure())) : found;
    }

    private Mono<Cosines> nearest(Asked asked, QueryVector vector) {
        if (asked.isOnlyByWords()) {
            return Mono.just(Cosines.ofNearest(List.of()));
        }
        UserId owner = asked.search().owner();
        return selection(asked)
                .flatMap(selection -> asked.selected().count() <= FEW
                        ? vectors.cosines(owner, vector, selection)
                                .map(all -> Cosines.ofAll(all, depthByMeaning(asked)))
                        : vectors.nearest(owner, vector, selection, depthByMeaning(asked))
                                .map(Cosines::ofNearest));
    }

    /// What has something that the question excludes is left out later.
    private int depthByMeaning(Asked asked) {
        return asked.parsed().excluded().isEmpty()
                        && asked.parsed().excludedPhrases().isEmpty()
                ? depth(asked)
                : MOST_NEAREST;
    }

    /// The memories that a search by meaning may find. Of those with a phrase, there are not too many to be compared
    /// one by one.
    private Mono<VectorSelection> selection(Asked asked) {
        return asked.parsed().phrases().isEmpty()
                ? Mono.just(selection(asked.selection()))
                : words.find(asked.search().owner(), asked.parsed(), asked.selection(), MOST_WITH_PHRASES)
                        .map(found -> new VectorSelection.Only(
                                found.best().stream().map(it -> it.id().value()).toList()));
    }

    private Mono<List<MemoryId>> byTime(Asked asked) {
        TimeWindow window = asked.question().window();
        Instant begin = window == null ? null : window.begin();
        Instant end = window == null ? null : window.end();
        if (begin == null || end == null || asked.search().mode() != SearchMode.HYBRID || asked.isOnlyByWords()) {
            return Mono.just(List.of());
        }
        return Attempt.of(words.nearestTo(asked.search().owner(), begin, end, DEPTH, asked.selection())
                        .timeout(asked.deadline().leftForFinding()))
                .map(attempt -> attempt.value() == null ? List.of() : attempt.value());
    }

    private static VectorSelection selection(Selection selection) {
        return switch (selection) {
            case Selection.Everything _ -> VectorSelection.ALL;
            case Selection.Only only -> new VectorSelection.Only(only.ids().values());
            case Selection.AllBut others ->
                new VectorSelection.AllBut(others.ids().values());
        };
    }
}
