package io.omne.recall.application.indexing;

import io.omne.recall.application.Term;
import io.omne.recall.application.Term.Kind;
import io.omne.recall.application.TextAnalyzer;
import io.omne.recall.application.WordPieceIds;
import io.omne.recall.domain.Mark;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/// Makes entries of the index.
@Component
class IndexEntries {

    /// Between the fields, so that no phrase begins in one and ends in the next.
    private static final int GAP = 100;

    private final TextAnalyzer analyzer;
    private final WordPieceIds wordPieces;

    IndexEntries(TextAnalyzer analyzer, WordPieceIds wordPieces) {
        this.analyzer = analyzer;
        this.wordPieces = wordPieces;
    }

    IndexEntry of(MemoryText text) {
        String content = text.content().text();
        String speaker = text.speaker().orElse(null);
        return new IndexEntry(
                text.key(),
                text.origin().conversation(),
                text.happenedAt(),
                speaker,
                terms(text),
                pieces(speaker == null ? content : speaker + ": " + content),
                Mark.of(content));
    }

    private List<Short> pieces(String text) {
        var pieces = new ArrayList<Short>();
        for (short piece : wordPieces.of(text)) {
            pieces.add(piece);
        }
        return pieces;
    }

    private List<Term> terms(MemoryText text) {
        var terms = new ArrayList<Term>();
        add(terms, analyzer.terms(text.content().text()));
        text.speaker().ifPresent(it -> add(terms, analyzer.terms(it)));
        if (text.title() != null) {
            add(terms, analyzer.terms(text.title().text()));
        }
        text.tags().values().forEach(tag -> add(terms, analyzer.terms(tag)));
        if (text.origin().sourceId() != null) {
            whole(analyzer.terms(text.origin().sourceId().text()), terms);
        }
        return terms;
    }

    /// Of an id, only the whole is indexed: its parts may be new words in each memory.
    private static void whole(List<Term> id, List<Term> terms) {
        if (!id.isEmpty() && id.getFirst().kind() == Kind.COMPOUND) {
            add(terms, id.subList(0, 1));
        } else {
            add(terms, id);
        }
    }

    private static void add(List<Term> terms, List<Term> field) {
        int from = terms.isEmpty() ? 0 : terms.getLast().position() + GAP;
        field.forEach(
                it -> terms.add(new Term(it.text(), it.stem(), it.position() + from, it.kind(), it.start(), it.end())));
    }
}
