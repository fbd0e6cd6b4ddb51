package io.omne.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tests that packages and files of main code are small enough to read at a glance.
class SizesTest {

    /// A package with more types must be split into parts, by what a reader looks for.
    private static final int MOST_TYPES = 30;

    /// Lines of a file.
    private static final int MEDIAN = 60;

    /// One file in ten may be longer, if a split would separate what belongs together.
    private static final int NINETIETH_PERCENTILE = 115;

    @Test
    void packagesHaveFewTypes() {
        assertThat(House.classes()).isNotEmpty();
        assertThat(packagesWithMoreThan(MOST_TYPES, House.classes())).isEmpty();
    }

    @Test
    void wouldReportAPackageWithManyTypes() {
        JavaClasses broken = new ClassFileImporter().importPackages(House.BROKEN_ROOT + ".notes.adapter.postgres");

        assertThat(packagesWithMoreThan(1, broken))
                .containsKey(House.BROKEN_ROOT + ".notes.adapter.postgres")
                .doesNotContainKey(House.BROKEN_ROOT + ".notes");
        assertThat(packagesWithMoreThan(MOST_TYPES, broken)).isEmpty();
    }

    @Test
    void filesAreShort() throws IOException {
        Map<Path, Long> lengths = lengths(House.DIRECTORY);

        assertThat(lengths).isNotEmpty();
        assertThat(percentile(50, lengths)).as("the median").isLessThanOrEqualTo(MEDIAN);
        assertThat(percentile(90, lengths))
                .as(() -> "the 90th percentile; longer ones are " + longerThan(NINETIETH_PERCENTILE, lengths))
                .isLessThanOrEqualTo(NINETIETH_PERCENTILE);
    }

    @Test
    void wouldReportLongFiles(@TempDir Path directory) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("domain/src/main/java/notes"));
        for (int length = 1; length <= 10; length++) {
            Files.writeString(folder.resolve("Note" + length + ".java"), "//\n".repeat(length));
        }
        Files.writeString(folder.resolve("package-info.java"), "//\n".repeat(1_000));
        Map<Path, Long> lengths = lengths(directory);

        assertThat(percentile(50, lengths)).isEqualTo(5);
        assertThat(percentile(90, lengths)).isEqualTo(9);
        assertThat(longerThan(9, lengths)).containsExactly("Note10.java: 10");
    }

    private static Map<String, Long> packagesWithMoreThan(int types, JavaClasses classes) {
        Map<String, Long> sizes = classes.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(it -> !it.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, TreeMap::new, Collectors.counting()));
        sizes.values().removeIf(size -> size <= types);
        return sizes;
    }

    /// The files of main code with their number of lines.
    private static Map<Path, Long> lengths(Path directory) throws IOException {
        try (Stream<Path> modules = Files.list(directory)) {
            return modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .flatMap(SizesTest::files)
                    .collect(Collectors.toMap(Function.identity(), SizesTest::length));
        }
    }

    private static Stream<Path> files(Path sources) {
        try (Stream<Path> files = Files.walk(sources)) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long length(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The length that this percentage of the files does not exceed.
    private static long percentile(int percent, Map<Path, Long> lengths) {
        List<Long> sorted = lengths.values().stream().sorted().toList();
        return sorted.get(Math.ceilDiv(percent * sorted.size(), 100) - 1);
    }

    private static List<String> longerThan(int lines, Map<Path, Long> lengths) {
        return lengths.entrySet().stream()
                .filter(file -> file.getValue() > lines)
                .sorted(Map.Entry.<Path, Long>comparingByValue().reversed())
                .map(file -> file.getKey().getFileName() + ": " + file.getValue())
                .toList();
    }
}
