package io.omne.recall.adapter.lucene;

import io.omne.recall.adapter.lucene.Run.Word;
import io.omne.recall.application.ParsedQuery;
import io.omne.recall.application.Term;
import io.omne.recall.application.TextAnalyzer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Recognises the language of a text by its stop words. A word of a question has its stems in all languages that the
/// question may be in, because a short question rarely shows its language.
@Component
class LuceneTextAnalyzer implements TextAnalyzer {

    private static final List<Language> LATIN =
            Arrays.stream(Language.values()).filter(it -> !it.isCyrillic()).toList();

    private final StopWords stopWords = new StopWords();

    @Override
    public List<Term> terms(String text) {
        List<Run> runs = runs(text);
        Optional<Language> language = languageOf(runs);
        var stems = new Stems(
                stopWords,
                language.orElse(null),
                List.of(language.filter(LATIN::contains).orElse(Language.ENGLISH)));
        return terms(runs, stems);
    }

    @Override
    public String wanted(String question) {
        String wanted = QuestionParts.of(question).text();
        return wanted.isBlank() ? question : wanted;
    }

    @Override
    public ParsedQuery parse(String question) {
        var parts = QuestionParts.of(question);
        Optional<Language> language = languageOf(runs(question));
        Set<Language> languages = new LinkedHashSet<>();
        language.filter(LATIN::contains).ifPresent(languages::add);
        languages.addAll(language.isPresent() ? List.of(Language.ENGLISH) : LATIN);
        var stems = new Stems(stopWords, language.orElse(null), List.copyOf(languages));
        return new QueryBuilder(text -> terms(runs(text), stems), stems).build(parts);
    }

    private Optional<Language> languageOf(List<Run> runs) {
        return stopWords.languageOf(runs.stream()
                .flatMap(run -> run.leaves().stream())
                .map(Word::text)
                .map(Folding::lower)
                .toList());
    }

    private static List<Run> runs(String text) {
        var reader = new RunReader(text);
        var runs = new ArrayList<Run>();
        for (Run run = reader.next(); run != null; run = reader.next()) {
            runs.add(run);
        }
        return runs;
    }

    private static List<Term> terms(List<Run> runs, Stems stems) {
        var words = new Words(stems);
        runs.forEach(words::add);
        return words.terms();
    }
}
