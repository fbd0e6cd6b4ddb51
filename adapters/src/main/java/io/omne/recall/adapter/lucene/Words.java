package io.omne.recall.adapter.lucene;

import io.omne.recall.adapter.lucene.Run.Kind;
import io.omne.recall.adapter.lucene.Run.Word;
import io.omne.recall.application.Term;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Makes terms of the runs of one text, in their order.
final class Words {

    /// Such ids have no words, and there may be one in each memory.
    private static final Pattern UUID =
            Pattern.compile("\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}");

    private final List<Term> terms = new ArrayList<>();
    private final Stems stems;
    private final Map<String, Leaf> leaves = new HashMap<>();
    private int position;

    /// What a word becomes wherever it stands. Most words of a long text are repeated.
    private record Leaf(String text, String stem, Term.Kind kind) {}

    Words(Stems stems) {
        this.stems = stems;
    }

    List<Term> terms() {
        return terms;
    }

    void add(Run run) {
        if (run.kind() == Kind.WITHOUT_BLANKS) {
            addPairs(run.words().getFirst());
            return;
        }
        boolean isCompound = run.leaves().size() > 1;
        if (isCompound && UUID.matcher(run.text()).matches()) {
            addLeaf(Word.of(run.text(), run.start(), run.end()));
            return;
        }
        if (isCompound) {
            addCompound(run.text(), run.start(), run.end());
        }
        for (Word word : run.words()) {
            if (run.words().size() > 1 && !word.parts().isEmpty()) {
                addCompound(word.text(), word.start(), word.end());
            }
            word.leaves().forEach(this::addLeaf);
        }
    }

    /// What is written with hyphens may be written without.
    private void addCompound(String written, int start, int end) {
        String text = Folding.fold(Folding.lower(written)).replace(",", "");
        String joined = text.replace("-", "");
        add(text, joined.isEmpty() ? text : joined, Term.Kind.COMPOUND, start, end);
    }

    private void addLeaf(Word word) {
        Leaf leaf = leaves.computeIfAbsent(word.text(), this::leaf);
        if (!leaf.text().isEmpty()) {
            add(leaf.text(), leaf.stem(), leaf.kind(), word.start(), word.end());
            position++;
        }
    }

    private Leaf leaf(String word) {
        String lower = Folding.lower(word);
        boolean isStopWord = stems.isStopWord(lower);
        String bare = !isStopWord && lower.endsWith("'s") ? lower.substring(0, lower.length() - 2) : lower;
        String text = Folding.fold(bare);
        String stem = isStopWord || text.isEmpty() ? text : stems.of(bare, text);
        return new Leaf(text, stem, isStopWord ? Term.Kind.STOP_WORD : Term.Kind.WORD);
    }

    /// Each two characters that follow each other are a term, and each Chinese character is one.
    private void addPairs(Word run) {
        int[] text = Folding.lower(run.text()).codePoints().toArray();
        for (int at = 0; at < text.length; at++) {
            boolean isPair = at + 1 < text.length;
            int start = Math.min(run.start() + at, run.end() - 1);
            if (isPair) {
                addPlain(new String(text, at, 2), Term.Kind.WORD, start, Math.min(start + 2, run.end()));
            }
            if (text.length == 1 || Letters.isHan(text[at])) {
                Term.Kind kind = text.length == 1 ? Term.Kind.WORD : Term.Kind.COMPOUND;
                addPlain(new String(text, at, 1), kind, start, start + 1);
            }
            position += isPair || text.length == 1 ? 1 : 0;
        }
    }

    private void addPlain(String text, Term.Kind kind, int start, int end) {
        add(text, text, kind, start, end);
    }

    private void add(String text, String stem, Term.Kind kind, int start, int end) {
        terms.add(new Term(text, stem, position, kind, start, end));
    }
}
