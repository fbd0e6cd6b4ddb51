package io.omne.recall.adapter.postgres.words;

import io.omne.access.UserId;
import io.omne.database.adapter.postgres.CancellableReads;
import io.omne.database.adapter.postgres.PackedRow;
import io.omne.memory.MemoryId;
import io.omne.memory.api.SelectedMemories.Selection;
import io.omne.recall.adapter.postgres.packed.Forms;
import io.omne.recall.adapter.postgres.words.Bm25.Scored;
import io.omne.recall.adapter.postgres.words.Misspellings.Lookups;
import io.omne.recall.application.ParsedQuery;
import io.omne.recall.application.WordIndex;
import io.omne.recall.application.WordMatches;
import io.omne.recall.domain.IndexedMemory;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/// Reads the index of words over R2DBC, and scores what it read on a thread for computations.
@Component
class PostgresWordIndex implements WordIndex {

    private final CancellableReads reads;
    private final FoundMemories found;
    private final LooseCache cache = new LooseCache();

    PostgresWordIndex(ConnectionFactory connections) {
        this.reads = new CancellableReads(connections);
        this.found = new FoundMemories(reads);
    }

    @Override
    public Mono<WordMatches> find(UserId owner, ParsedQuery query, Selection selection, int limit) {
        return corpus(owner, query, selection)
                .map(corpus -> WordSearch.of(query, corpus, selection))
                .flatMap(search -> corrected(owner, search, selection))
                .flatMap(search -> best(owner, search, limit))
                .switchIfEmpty(Mono.defer(() -> find(owner, query, selection, limit)));
    }

    private Mono<Corpus> corpus(UserId owner, ParsedQuery query, Selection selection) {
        return corpus(owner, query, selection, cache.of(owner))
                .switchIfEmpty(Mono.defer(() -> corpus(owner, query, selection, LooseRows.NONE)));
    }

    /// Empty if a memory is in no block that is neither among those known nor newer than they are.
    private Mono<Corpus> corpus(UserId owner, ParsedQuery query, Selection selection, LooseRows known) {
        Forms forms = QueryForms.of(query);
        return reads.one(
                        CorpusSql.CORPUS,
                        Map.of(
                                "user_id",
                                owner.value(),
                                "ids",
                                WordSql.ids(selection),
                                "forms",
                                forms.all().toArray(String[]::new),
                                "known",
                                known.newest()),
                        Corpus.Packed::read)
                .publishOn(Schedulers.parallel())
                .flatMap(packed -> Mono.justOrEmpty(known.next(packed.versions(), packed.loose()))
                        .doOnNext(loose -> cache.keep(owner, loose))
                        .map(loose -> Corpus.of(packed, loose, forms)));
    }

    /// Empty if blocks were merged meanwhile.
    private Mono<WordSearch> corrected(UserId owner, WordSearch search, Selection selection) {
        Set<String> unknown = search.unknownWords();
        if (unknown.isEmpty()) {
            return Mono.just(search);
        }
        int blocks = search.corpus().blocks().size();
        return blocks == 0
                ? Mono.fromSupplier(() -> search.corrected(List.of(), selection))
                : pages(owner, Misspellings.lookups(unknown, blocks))
                        .filter(search.corpus()::hasBlocksOf)
                        .map(pages -> search.corrected(pages, selection));
    }

    private Mono<List<Corpus.Page>> pages(UserId owner, Lookups lookups) {
        return reads.packed(
                CorpusSql.PAGES,
                Map.of(
                        "user_id",
                        owner.value(),
                        "prefixes",
                        lookups.prefixes().toArray(String[]::new),
                        "forms",
                        lookups.forms().toArray(String[]::new)),
                Corpus.Page::read);
    }

    private Mono<WordMatches> best(UserId owner, WordSearch search, int limit) {
        var phrases = Phrases.of(search.query());
        List<Scored> best = search.best(phrases.isEmpty() ? limit : Integer.MAX_VALUE);
        return found.of(owner, best, phrases).take(limit).collectList().map(search::matches);
    }

    @Override
    public Mono<List<IndexedMemory>> around(
            UserId owner, ParsedQuery query, Collection<MemoryId> ids, int neighbours, Selection selection) {
        return reads.packed(
                        WordSql.around(selection),
                        Map.of(
                                "user_id",
                                owner.value(),
                                "named",
                                WordSql.values(ids),
                                "ids",
                                WordSql.ids(selection),
                                "neighbours",
                                neighbours),
                        IndexedRow::read)
                .map(rows -> new RowFilter(query).memories(rows));
    }

    @Override
    public Mono<List<MemoryId>> nearestTo(UserId owner, Instant from, Instant until, int limit, Selection selection) {
        return reads.packed(
                        WordSql.nearest(selection),
                        Map.of(
                                "user_id",
                                owner.value(),
                                "ids",
                                WordSql.ids(selection),
                                "from",
                                from.atOffset(ZoneOffset.UTC),
                                "limit",
                                limit),
                        row -> Map.entry(new MemoryId(row.uuid()), row.time()))
                .map(found -> found.stream()
                        .sorted(Comparator.comparing(it -> distance(it.getValue(), from, until)))
                        .limit(limit)
                        .map(Map.Entry::getKey)
                        .toList());
    }

    @Override
    public Mono<Instant> newest(UserId owner, Instant until, Selection selection) {
        return reads.packed(
                        WordSql.newest(selection),
                        Map.of(
                                "user_id",
                                owner.value(),
                                "ids",
                                WordSql.ids(selection),
                                "until",
                                until.atOffset(ZoneOffset.UTC)),
                        PackedRow::time)
                .flatMap(found -> Mono.justOrEmpty(found.stream().findFirst()));
    }

    private static Duration distance(Instant at, Instant from, Instant until) {
        if (at.isBefore(from)) {
            return Duration.between(at, from);
        }
        return at.isBefore(until) ? Duration.ZERO : Duration.between(until, at);
    }
}
