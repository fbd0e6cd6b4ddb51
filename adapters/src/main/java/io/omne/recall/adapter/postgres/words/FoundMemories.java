package io.omne.recall.adapter.postgres.words;

import io.omne.access.UserId;
import io.omne.database.adapter.postgres.CancellableReads;
import io.omne.memory.MemoryId;
import io.omne.recall.adapter.postgres.packed.TermReader;
import io.omne.recall.adapter.postgres.words.Bm25.Scored;
import io.omne.recall.application.WordMatches.WordMatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Finds the ids of scored memories, and leaves out those that do not have the phrases of the query. Reads as many
/// rows as are wanted of it.
final class FoundMemories {

    private static final int CHUNK = 200;

    private final CancellableReads reads;

    FoundMemories(CancellableReads reads) {
        this.reads = reads;
    }

    /// A memory that is no longer indexed under its number is left out, too: it was edited or deleted meanwhile.
    Flux<WordMatch> of(UserId owner, List<Scored> scored, Phrases phrases) {
        List<List<Scored>> chunks = new ArrayList<>();
        for (int from = 0; from < scored.size(); from += CHUNK) {
            chunks.add(scored.subList(from, Math.min(from + CHUNK, scored.size())));
        }
        return Flux.fromIterable(chunks).concatMap(chunk -> chunk(owner, chunk, phrases), 1);
    }

    private Flux<WordMatch> chunk(UserId owner, List<Scored> chunk, Phrases phrases) {
        return inBlocks(owner, chunk, phrases).flatMapIterable(known -> {
            var matches = new ArrayList<WordMatch>();
            for (Scored it : chunk) {
                if (it.memory() == null) {
                    UUID id = known.get(it.number());
                    if (id != null) {
                        matches.add(new WordMatch(new MemoryId(id), it.score()));
                    }
                } else if (phrases.isEmpty() || phrases.match(it.memory().terms())) {
                    matches.add(new WordMatch(new MemoryId(it.memory().id()), it.score()));
                }
            }
            return matches;
        });
    }

    /// The ids of those memories in blocks that have the phrases, by number.
    private Mono<Map<Long, UUID>> inBlocks(UserId owner, List<Scored> chunk, Phrases phrases) {
        Long[] numbers = chunk.stream()
                .filter(it -> it.memory() == null)
                .map(Scored::number)
                .toArray(Long[]::new);
        if (numbers.length == 0) {
            return Mono.just(Map.of());
        }
        return reads.packed(
                        WordSql.ids(!phrases.isEmpty()),
                        Map.of("user_id", owner.value(), "numbers", numbers),
                        row -> new Numbered(row.int8(), row.uuid(), phrases.match(new TermReader(row.slice()))))
                .map(rows -> rows.stream()
                        .filter(Numbered::matches)
                        .collect(Collectors.toMap(Numbered::number, Numbered::id)));
    }

    private record Numbered(long number, UUID id, boolean matches) {}
}
