package io.omne.recall.application.searching;

import io.omne.embedding.api.QueryVector;
import io.omne.embedding.api.VectorSearch.Match;
import io.omne.memory.MemoryId;
import io.omne.recall.api.SearchMode;
import io.omne.recall.application.ParsedQuery;
import io.omne.recall.application.WordMatches;
import io.omne.recall.application.WordMatches.WordMatch;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the ways of finding have found.
///
/// @param asked the search that they answer
/// @param words by words
/// @param meaning by meaning
/// @param vector the vector of the question; null if there is none
/// @param dated whose time is nearest to the one that the question names
record Found(
        Asked asked,
        Attempt<WordMatches> words,
        Attempt<Cosines> meaning,
        @Nullable QueryVector vector,
        List<MemoryId> dated) {

    /// The model of the vector; null if there is none.
    @Nullable
    String model() {
        return vector == null ? null : vector.model().spec().model().value();
    }

    /// The words of the question, with the misspellings that were found.
    ParsedQuery query() {
        WordMatches found = words.value();
        return found == null ? asked.parsed() : found.query();
    }

    /// The query by which memories are ranked: a search by meaning alone takes no word into account, but all
    /// conditions.
    ParsedQuery rankedBy() {
        ParsedQuery query = query();
        return asked.search().mode().usesWords()
                ? query
                : new ParsedQuery(List.of(), query.phrases(), query.excluded(), query.excludedPhrases());
    }

    /// All that were found, each once.
    Set<MemoryId> ids() {
        Set<MemoryId> ids = new LinkedHashSet<>();
        byWords().forEach(match -> ids.add(match.id()));
        byMeaning().forEach(match -> ids.add(new MemoryId(match.id())));
        ids.addAll(dated);
        return ids;
    }

    /// The ways that were wanted and gave nothing, or could not look at all memories.
    ///
    /// @param withWords whether the index of words could be used for the ranking
    List<SearchMode> degraded(boolean withWords) {
        return Stream.of(
                        meaning.failed() ? SearchMode.MEANING : null,
                        words.failed() || !withWords || lacksWords() ? SearchMode.WORDS : null)
                .filter(Objects::nonNull)
                .toList();
    }

    private boolean lacksWords() {
        return asked.search().mode().usesWords() && !asked.isCurrent();
    }

    Map<MemoryId, Double> wordScores() {
        return byWords().stream().collect(Collectors.toMap(WordMatch::id, WordMatch::score));
    }

    /// The best passages of memories, with those that were found later.
    Map<UUID, Match> matches(Collection<Match> more) {
        Cosines known = meaning.value();
        return Stream.of(more, byMeaning(), known == null ? List.<Match>of() : known.others())
                .flatMap(Collection::stream)
                .collect(Collectors.toMap(Match::id, Function.identity(), (one, _) -> one));
    }

    /// Those of the memories whose best passages are not known, though they may have some.
    List<UUID> unknown(Collection<MemoryId> memories) {
        Cosines known = meaning.value();
        if (known != null && known.areAll()) {
            return List.of();
        }
        Set<UUID> ids = byMeaning().stream().map(Match::id).collect(Collectors.toSet());
        return memories.stream()
                .map(MemoryId::value)
                .filter(id -> !ids.contains(id))
                .toList();
    }

    private List<WordMatch> byWords() {
        WordMatches found = words.value();
        return found == null ? List.of() : found.best();
    }

    List<Match> byMeaning() {
        Cosines found = meaning.value();
        return found == null ? List.of() : found.nearest();
    }
}
