package io.omne.recall.adapter.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.recall.application.ParsedQuery;
import io.omne.recall.application.ParsedQuery.Phrase;
import io.omne.recall.application.ParsedQuery.QueryTerm;
import io.omne.recall.application.Term;
import io.omne.recall.application.Term.Kind;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LuceneTextAnalyzerTest {

    private final LuceneTextAnalyzer analyzer = new LuceneTextAnalyzer();

    private Set<String> forms(String text) {
        var forms = new HashSet<String>();
        analyzer.terms(text).forEach(it -> {
            forms.add(it.text());
            forms.add(it.stem());
        });
        return forms;
    }

    /// Whether every word of the question is found in the text.
    private boolean finds(String question, String text) {
        Set<String> forms = forms(text);
        List<QueryTerm> terms = analyzer.parse(question).terms();
        return !terms.isEmpty()
                && terms.stream().allMatch(it -> it.alternatives().stream().anyMatch(forms::contains));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ORANGE-7319",
                "text-embedding-3",
                "getUserById",
                "ana.b@example.org",
                "C++",
                "C#",
                "HTTPServer",
                "snake_case_name",
                "https://example.org/a/b",
                "10.0.0.1",
                "v1.2.3",
                "std::vector",
                "1,234,567",
                "550e8400-e29b-41d4-a716-446655440000",
                "O'Brien",
                "🎉"
            })
    void findsIdentifiersAsTheyAreWritten(String identifier) {
        List<Term> terms = analyzer.terms("We saw " + identifier + " there.");
        String whole = analyzer.parse(identifier).terms().getFirst().text();

        assertThat(terms).extracting(Term::text).contains(whole);
        assertThat(finds(identifier, "We saw " + identifier + ", once")).isTrue();
        assertThat(forms("We saw nothing there")).doesNotContain(whole);
    }

    @ParameterizedTest
    @CsvSource({
        "ORANGE, ORANGE-7319",
        "7319, ORANGE-7319",
        "user, getUserById",
        "server, HTTPServer",
        "example, ana.b@example.org",
        "email, e-mail",
        "wifi, the wi-fi",
        "iphone, my iPhone",
        "amour, l'amour",
        "anna, Anna's",
        "urls, two URLs"
    })
    void findsPartsAndSpellings(String question, String text) {
        assertThat(finds(question, text)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "CAFÉ, cafe",
        "cafe, Café",
        "o’brien, O'Brien",
        "obrien, O’Brien",
        "ｆｅｒｒｙ, ferry",
        "ferry, ＦＥＲＲＹ",
        "STRASSE, Straße",
        "naive, naïve",
        "Ёлка, елка",
        "Αθήνα, ΑΘΗΝΑ",
        "שלום, שָׁלוֹם",
        "مدرسة, مَدْرَسَة",
        "ＯＲＡＮＧＥ‐7319, orange-7319"
    })
    void foldsCaseAccentsApostrophesAndWidth(String question, String text) {
        assertThat(finds(question, text)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ferry | There were two ferries at the pier",
                "running | She runs with the dog",
                "Häuser | Das Haus ist alt und der Garten groß",
                "Katzen | Die Katze war nicht im Zimmer",
                "chevaux | Le cheval est dans les champs avec nous",
                "chanter | Nous avons chanté avec les enfants",
                "hablando | Los niños hablaron con el profesor",
                "ragazzi | Il ragazzo non è con la sua famiglia",
                "viagens | A viagem não foi para mim",
                "fietsen | De fiets is van mijn broer en hij wil het niet",
                "книги | Эта книга была у меня"
            })
    void findsOtherForms(String question, String text) {
        assertThat(finds(question, text)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "東京, 私は東京に住んでいます",
        "猫, 黒猫がいる",
        "カレー, 昨日カレーを食べた",
        "ｶﾚｰ, 昨日カレーを食べた",
        "北京大学, 他在北京大学学习",
        "학교, 나는 학교에서 공부했다",
        "กรุงเทพ, ฉันอยู่ที่กรุงเทพมหานคร"
    })
    void findsWordsOfScriptsWithoutBlanks(String question, String text) {
        assertThat(finds(question, text)).isTrue();
        assertThat(finds(question, "ferry")).isFalse();
    }

    @Test
    void countsOffsetsInCodePoints() {
        String text = "😀 Ferries to Dover, getUserById";
        int[] points = text.codePoints().toArray();
        for (Term term : analyzer.terms(text)) {
            String written = new String(points, term.start(), term.end() - term.start());
            assertThat(written.toLowerCase(java.util.Locale.ROOT)).isEqualTo(term.text());
        }
    }

    @Test
    void readsPhrasesAndExclusions() {
        ParsedQuery query = analyzer.parse("the ferry \"to Dover\" -train -\"by night\" at -5 degrees “grand hotel”");

        assertThat(query.phrases())
                .containsExactly(new Phrase(List.of("to", "dover")), new Phrase(List.of("grand", "hotel")));
        assertThat(query.excluded()).extracting(QueryTerm::text).containsExactly("train");
        assertThat(query.excludedPhrases()).containsExactly(new Phrase(List.of("by", "night")));
        assertThat(query.terms())
                .extracting(QueryTerm::text)
                .contains("ferry", "dover", "5", "degrees", "grand", "hotel")
                .doesNotContain("train", "night", "the");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a \" b", "\"\"", "-", "--flag", "- item", "\"\" -\"\"", "\"…\"", "?", "  ", "'", "-\"", "„x"})
    void takesOddMarksForText(String question) {
        ParsedQuery query = analyzer.parse(question);

        assertThat(query.phrases()).allSatisfy(it -> assertThat(it.words()).isNotEmpty());
        assertThat(query.excluded()).isEmpty();
    }

    @Test
    void leavesStopWordsOutUnlessThereIsNothingElse() {
        assertThat(analyzer.parse("What is the ferry?").terms())
                .extracting(QueryTerm::text)
                .containsExactly("ferry");
        assertThat(analyzer.parse("who is it").terms())
                .extracting(QueryTerm::text)
                .containsExactly("who", "is", "it");
    }

    /// A word of a text finds the text, whatever the words around it are.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void findsAnyWordOfAnyText(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 400; i++) {
            String text = Texts.random(random);
            List<Term> terms = analyzer.terms(text);
            if (terms.isEmpty()) {
                continue;
            }
            Term term = terms.get(random.nextInt(terms.size()));
            int[] points = text.codePoints().toArray();
            String written = new String(points, term.start(), term.end() - term.start());
            Set<String> forms = forms(text);
            List<QueryTerm> asked = analyzer.parse(written).terms();

            assertThat(asked)
                    .as("%s of %s", written, text)
                    .anySatisfy(it -> assertThat(it.alternatives()).containsAnyElementsOf(forms));
            assertThat(terms).allSatisfy(it -> {
                assertThat(it.text()).isNotEmpty();
                assertThat(it.stem()).isNotEmpty();
                assertThat(it.start()).isLessThan(it.end());
            });
            assertThat(positions(terms)).isSorted();
        }
    }

    private static List<Integer> positions(List<Term> terms) {
        return terms.stream()
                .filter(it -> it.kind() != Kind.COMPOUND)
                .map(Term::position)
                .toList();
    }

    /// Never fails, whatever is asked.
    @ParameterizedTest
    @ValueSource(longs = {7, 8, 9})
    void readsAnyCharacters(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            String text = random.ints(random.nextInt(60), 1, 0x11000)
                    .filter(it -> it < 0xd800 || it > 0xdfff)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining(random.nextBoolean() ? "" : " "));
            analyzer.terms(text);
            analyzer.parse(text);
            analyzer.parse("-" + text + " \"" + text + "\"");
        }
    }

    private static final class Texts {

        private static final String[] WORDS =
                ("ferry the Dover's über naïve getUserById C++ ORANGE-7319 a.b@example.org l'eau O’Brien 3.14 1,000 x"
                                + " Привет книга 東京 黒猫が カレー 학교에서 กรุงเทพ שלום مدرسة 🎉 ﬁne ½ — - … ' \" don't wi-fi I'm")
                        .split(" ", -1);

        static String random(Random random) {
            String[] words = new String[1 + random.nextInt(12)];
            Arrays.setAll(words, _ -> WORDS[random.nextInt(WORDS.length)]);
            return String.join(random.nextInt(5) == 0 ? "" : " ", words);
        }
    }
}
