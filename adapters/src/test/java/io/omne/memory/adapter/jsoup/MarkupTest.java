package io.omne.memory.adapter.jsoup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.omne.MarkupTexts;
import java.time.Duration;
import java.util.Random;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkupTest {

    private static final String ACTING = """
            script, style, iframe, noscript, noembed, noframes, xmp, textarea, plaintext, template, svg, math, frame, frameset,
            object[data], embed[src], base[href], link[href], meta[content], form[action], input[type], [style~=.],
            a[id], img[id], img[name], [href^='javascript:'], [href^='data:'], [src^='javascript:'], [formaction]""";

    @Test
    void leavesInnocentTexts() {
        assertThat(MarkupTexts.innocents())
                .hasSizeGreaterThan(200)
                .allSatisfy(text -> assertThat(Markup.cleaned(text)).isEqualTo(text));
    }

    @Test
    void leavesWhateverIsMadeOfInnocentParts() {
        var random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            String text = MarkupTexts.innocent(random);
            assertThat(Markup.cleaned(text)).isEqualTo(text);
        }
    }

    @Test
    void takesTheSharpnessOutOfAttacks() {
        assertThat(MarkupTexts.attacks()).hasSizeGreaterThan(200).allSatisfy(MarkupTest::isMadeInert);
    }

    @Test
    void takesTheSharpnessOutOfWhateverIsMadeOfDangerousParts() {
        var random = new Random(6);
        for (int i = 0; i < 20_000; i++) {
            isMadeInert(MarkupTexts.attack(random));
        }
    }

    private static void isMadeInert(String text) {
        String cleaned = Markup.cleaned(text);

        var page = Jsoup.parseBodyFragment(cleaned);
        assertThat(page.select(ACTING)).as("%s from %s", cleaned, text).isEmpty();
        assertThat(page.select("[^on]").stream()
                        .flatMap(element -> element.attributes().asList().stream())
                        .filter(attribute -> attribute.getKey().matches("on.+")))
                .as("%s from %s", cleaned, text)
                .allMatch(attribute -> attribute.getValue().isEmpty());
        assertThat(Markup.cleaned(cleaned)).as(text).isEqualTo(cleaned);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, quoteCharacter = '\0', textBlock = """
            a <script>b</script> c                         | a  c
            a <SCRIPT>b</script > c                        | a  c
            never closed: <script>b                        | never closed: b
            <<script></script>img src=x onerror=b>         | img src=x onerror=b>
            <img src=x onerror=alert(1)>                   | <img src=x>
            <img/onerror="b"/src='x'/>                     | <img//src='x'/>
            <img src=x onerror=b />                        | <img src=x />
            <img src=x onerror>                            | <img src=x onerror>
            a<b ? once=>c : d                              | a<b ? once=>c : d
            a<b ? only=c>d                                 | a<b ? only=c>d
            if (a<b && id==c && style==d && onclick==e>f)  | if (a<b && id==c && style==d && onclick==e>f)
            see <img src=x                                 | see img src=x
            see <img src=x onerror=y                       | see img src=x onerror=y
            List<Label and i<n; i++) Map<K, Label          | List<Label and i<n; i++) Map<K, Label
            if a <b c=d                                    | if a <b c=d
            a<b && id==c; <script>x</script> d             | a<b && id==c;  d
            a<b, "<SCRIPT>x</script>"                      | a<b, ""
            a<b or <iframe src=x></iframe>.                | a<b or .
            a </b <svg onload=x>c                          | a </b c
            Map<String, List<Script>> and Map<K, Style<V>> | Map<String, List<Script>> and Map<K, Style<V>>
            a<b ? onload=                                  | a<b ?
            <x-y src=x onerror=b                           | <x-y src=x
            <a href="https://a.example" onclick=b>c</a>    | <a href="https://a.example">c</a>
            <a href="java&Tab;script:b">c</a>              | <a>c</a>
            <a href='data:text/html,b'>c</a>               | <a>c</a>
            <a href='steam://b'>c</a>                      | <a>c</a>
            <svg><path d="M0"/><script>b</script></svg>    | <path d="M0"/>
            <iframe src=b>c</iframe>                       | c
            <form action=b><input name=c>d</form>          | d
            <p style="color:red" class=b>c</p>             | <p class=b>c</p>
            <img name=body id=b src=c>                     | <img src=c>
            <note id="1" name="b">c</note>                 | <note id="1" name="b">c</note>
            <note onclick="b">c</note>                     | <note>c</note>
            <object data=b>c</object>                      | c
            <link rel=b>c                                  | c
            List<Object>, List<Button>, List<Link>         | List<Object>, List<Button>, List<Link>
            List<Object                                    | List<Object
            (a)<object/                                    | (a)
            List<Title>, List<Template>                    | List< Title>, List< Template>
            <title>b</title>                               | <title>b</title>
            <title><b>b</title>                            | <b>b
            <img src=x alt="                               | img src=x alt="
            a <p title='b"> <script>c</script> d           | a p title='b">  d
            <!-- a <b>b</b> --> c                          | <!-- a <b>b</b> --> c
            <!-- a <script>b</script> --> c                | !-- a  --> c
            <!-- a <img src=x onerror=b>                   | !-- a <img src=x>
            <b title="<b>">a</b>                           | <b title="<b>">a</b>
            <b title="--><img src=x onerror=b>">a</b>      | <b>a</b>
            <![CDATA[><img src=x onerror=b>]]>             | <![CDATA[><img src=x>]]>
            """)
    void takesOutNoMoreThanItMust(String text, String cleaned) {
        assertThat(Markup.cleaned(text)).isEqualTo(cleaned);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<",
                "</",
                "<a",
                "<a ",
                "<a b='",
                "<a b=1 ",
                "<b>",
                "<div>",
                "<p><font>",
                "<table><b>",
                "<a><table>",
                "<select>",
                "<title>",
                "<title>a",
                "<iframe>",
                "<svg>",
                "<script>",
                "<!-- ",
                "<a b=\"",
                "<a b='<c d=\"",
                "<a b='<c d=\"<!-- ",
                "<a b='<c d=\"<!-- <i>-->\">'>",
                "<i a=b=c ",
                "<script></script>",
                "<<script></script>",
                "<!--",
                "--<!--",
                "</p>",
                "<a href=&#106;>",
                "<a onclick=1>"
            })
    void takesNoLongerForHostileTexts(String part) {
        assertTimeout(
                Duration.ofSeconds(10),
                () -> isMadeInert(part.repeat(50_000 / part.length()) + "</title></iframe></script>"));
    }
}
