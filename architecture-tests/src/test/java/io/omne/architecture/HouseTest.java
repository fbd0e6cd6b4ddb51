package io.omne.architecture;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.Source;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Checks all rules on all classes of the project.
class HouseTest {

    private static final JavaClasses HOUSE = House.classes();

    static List<ArchRule> rules() {
        return new Rules(House.ROOT).all();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void followsItsRules(ArchRule rule) {
        rule.check(HOUSE);
    }

    /// If two jars have a package-info for the same package, only the first on the class path is used.
    @Test
    void hasEachPackageInOneJar() {
        assertThat(HOUSE).isNotEmpty();
        assertThat(packagesInSeveralJars(HOUSE)).isEmpty();
    }

    @Test
    void wouldReportAPackageInTwoJars(@TempDir Path one, @TempDir Path other) throws IOException {
        copy("Note.class", one);
        copy("Notebook.class", other);

        assertThat(packagesInSeveralJars(new ClassFileImporter().importPaths(one, other)))
                .containsExactly("broken.omne.notes");
    }

    private static void copy(String name, Path directory) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("broken/omne/notes"));
        try (InputStream in = requireNonNull(HouseTest.class.getResourceAsStream("/broken/omne/notes/" + name))) {
            Files.copy(in, folder.resolve(name));
        }
    }

    private static Set<String> packagesInSeveralJars(JavaClasses classes) {
        Map<String, Set<String>> jars = new HashMap<>();
        for (JavaClass it : classes) {
            jars.computeIfAbsent(it.getPackageName(), _ -> new HashSet<>()).add(jar(it));
        }
        jars.values().removeIf(homes -> homes.size() == 1);
        return jars.keySet();
    }

    private static String jar(JavaClass it) {
        String uri = it.getSource().map(Source::getUri).orElseThrow().toString();
        return uri.substring(0, uri.length() - (it.getName() + ".class").length());
    }
}
