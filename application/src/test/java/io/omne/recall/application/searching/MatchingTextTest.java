package io.omne.recall.application.searching;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.embedding.TextSpan;
import io.omne.recall.api.SearchHit.Passage;
import io.omne.recall.application.ParsedQuery;
import io.omne.recall.application.ParsedQuery.QueryTerm;
import io.omne.recall.application.Term;
import io.omne.recall.application.TextAnalyzer;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MatchingTextTest {

    private static final ParsedQuery FERRY =
            new ParsedQuery(List.of(new QueryTerm("ferry", Set.of("ferry"))), List.of(), List.of(), List.of());

    private final Lowered analyzer = new Lowered();
    private final MatchingText texts = new MatchingText(analyzer);

    /// Words in lower case.
    private static final class Lowered implements TextAnalyzer {

        private static final Pattern WORD = Pattern.compile("\\w+");
        private int longest;

        @Override
        public List<Term> terms(String text) {
            longest = Math.max(longest, text.length());
            return WORD.matcher(text)
                    .results()
                    .map(it -> {
                        String word = it.group().toLowerCase(Locale.ROOT);
                        int start = text.codePointCount(0, it.start());
                        return new Term(word, word, 0, Term.Kind.WORD, start, start + word.length());
                    })
                    .toList();
        }

        @Override
        public String wanted(String question) {
            return question;
        }

        @Override
        public ParsedQuery parse(String question) {
            return FERRY;
        }
    }

    @Test
    void findsWordsAndTheBestPassageByCodePoints() {
        String content = "🚢 ".repeat(1_000) + "The Ferry and the FERRY." + " 🚢".repeat(1_000) + " ferry";

        MatchingText.Matches found = texts.in(content, FERRY, null);

        assertThat(found.words()).containsExactly("Ferry", "FERRY", "ferry");
        assertThat(found.passage().start()).isEqualTo(2_004);
        assertThat(found.passage().text()).startsWith("Ferry and the FERRY.").contains("🚢");
        assertThat(texts.in(content, FERRY, new TextSpan(0, 3)).passage()).isEqualTo(new Passage("🚢 🚢", 0, 3));
    }

    @Test
    void readsThePassageAloneIfThereIsNoTime() {
        String content = "Tea. ".repeat(10_000) + "The ferry leaves.";

        MatchingText.Matches byVector = texts.inPassage(content, FERRY, new TextSpan(50_000, 50_017));
        MatchingText.Matches beginning = texts.inPassage(content, FERRY, null);

        assertThat(byVector.passage()).isEqualTo(new Passage("The ferry leaves.", 50_000, 50_017));
        assertThat(byVector.words()).containsExactly("ferry");
        assertThat(beginning.passage().text()).hasSize(600);
        assertThat(beginning.words()).isEmpty();
        assertThat(analyzer.longest).isEqualTo(600);
    }
}
