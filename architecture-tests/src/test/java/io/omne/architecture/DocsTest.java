package io.omne.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests that the links of the documentation work, and that the classes and tests which it names exist.
class DocsTest {

    private static final Path ROOT = House.DIRECTORY.toAbsolutePath().normalize();
    private static final Path README = ROOT.resolve("README.md");
    private static final Path DOCS = ROOT.resolve("docs");
    private static final int MOST_LINES = 200;

    private static final Pattern TEST = Pattern.compile("[A-Z][A-Za-z0-9]*(?:Test|IT|Benchmark)");
    private static final Pattern FIRST_OF_THREE = Pattern.compile("(?m)^\\| ([^|]*`[^|]*) \\|.*\\|.*\\|$");
    private static final Pattern CLASS = Pattern.compile("`([A-Z][A-Za-z0-9]*)(?:\\.[a-zA-Z]+)?`");
    private static final Pattern PAGE = Pattern.compile("docs/[A-Za-z0-9/_.-]+\\.md");

    @Test
    void readmeIsShort() throws IOException {
        assertThat(Page.read(README).lines()).hasSizeLessThanOrEqualTo(MOST_LINES);
    }

    @Test
    void hasNoBrokenLink() throws IOException {
        assertThat(Links.broken(pages())).isEmpty();
    }

    @Test
    void wouldReportABrokenLink(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("other.md"), """
                # Two words, *one* `code`
                ## Twice
                ## Twice
                <a id="own"></a>
                ```
                # no heading
                ```
                """);
        Path page = Files.writeString(folder.resolve("page.md"), """
                # Here
                [file](other.md), [here](#here), [heading](other.md#two-words-one-code), [second](other.md#twice-1),
                [own](other.md#own), [elsewhere](https://example.org/#nothing), `[code](gone.md)`, [`code` in
                two lines](gone.md), [anchor](other.md#no-heading), [here](#there), [folder](../gone/)
                """);

        assertThat(Links.broken(List.of(page)))
                .extracting(it -> it.substring(it.lastIndexOf(' ') + 1))
                .containsExactly("gone.md", "other.md#no-heading", "#there", "../gone/");
    }

    @Test
    void isFoundFromTheReadme() throws IOException {
        assertThat(Links.reached(README)).containsAll(pages());
    }

    /// Decision records describe the time when they were written, and are left out.
    @Test
    void namesTestsThatThereAre() throws IOException {
        Set<String> names = classes();
        for (Path file : pages()) {
            if (!file.startsWith(DOCS.resolve("adr"))) {
                assertThat(Page.read(file).code().stream().filter(TEST.asMatchPredicate()))
                        .as("tests that %s names", file)
                        .isSubsetOf(names);
            }
        }
    }

    @Test
    void namesClassesThatThereAreForContributors() throws IOException {
        String page = Page.read(DOCS.resolve("contributing.md")).prose();
        int build = page.indexOf("\n## The build");
        Stream<String> whereToLook = Stream.of(page.substring(0, build));
        Stream<String> easyToGetWrong =
                FIRST_OF_THREE.matcher(page.substring(build)).results().map(row -> row.group(1));
        List<String> named = Stream.concat(whereToLook, easyToGetWrong)
                .flatMap(text -> CLASS.matcher(text).results())
                .map(it -> it.group(1))
                .toList();

        assertThat(named).isNotEmpty().isSubsetOf(classes());
    }

    @Test
    void namesClassesThatThereAreInTheGlossary() throws IOException {
        String glossary = Page.read(DOCS.resolve("glossary.md")).prose();

        assertThat(CLASS.matcher(glossary).results().map(it -> it.group(1)))
                .isNotEmpty()
                .isSubsetOf(classes());
    }

    @Test
    void isThereWhereSourcesNameIt() throws IOException {
        List<String> named = sources().stream()
                .map(DocsTest::text)
                .flatMap(text -> PAGE.matcher(text).results())
                .map(it -> it.group())
                .distinct()
                .toList();

        assertThat(named)
                .isNotEmpty()
                .allSatisfy(it -> assertThat(ROOT.resolve(it)).exists());
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(DOCS)) {
            return Stream.concat(Stream.of(README), files.filter(hasName(".md")))
                    .toList();
        }
    }

    private static Set<String> classes() throws IOException {
        return sources().stream()
                .map(it -> String.valueOf(it.getFileName()))
                .map(name -> name.substring(0, name.length() - ".java".length()))
                .collect(Collectors.toSet());
    }

    private static List<Path> sources() throws IOException {
        var sources = new ArrayList<Path>();
        for (Path folder : folders()) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(hasName(".java")).forEach(sources::add);
            }
        }
        return sources;
    }

    /// The source folders of Maven's modules only: other folders may contain the files of a database, which come
    /// and go.
    private static List<Path> folders() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(it -> it.resolve("src"))
                    .filter(Files::isDirectory)
                    .toList();
        }
    }

    private static Predicate<Path> hasName(String end) {
        return path -> path.toString().endsWith(end);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
