package io.omne.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.modulith.core.ApplicationModules;

/// The classes and modules that the tests check.
final class House {

    static final String ROOT = "io.omne";

    /// The root package of sample code that breaks every rule at least once.
    static final String BROKEN_ROOT = "broken.omne";

    /// The project's own directory, whether the tests run in it or in their module's.
    static final Path DIRECTORY = Files.isDirectory(Path.of(".mvn")) ? Path.of("") : Path.of("..");

    private House() {}

    /// All classes of the main jars, without tests.
    static JavaClasses classes() {
        return Standing.CLASSES;
    }

    /// The modules of the project. The main class in the root package belongs to no module: it starts them all, and
    /// may use everything.
    static ApplicationModules modules() {
        return Modules.ALL;
    }

    static JavaClasses brokenClasses() {
        return new ClassFileImporter().importPackages(BROKEN_ROOT);
    }

    static ApplicationModules brokenModules() {
        return ApplicationModules.of(BROKEN_ROOT, (ImportOption) _ -> true);
    }

    /// Read once for all tests of a JVM, and only if a test uses it.
    private static final class Modules {

        private static final ApplicationModules ALL = ApplicationModules.of(ROOT, resideInAPackage(ROOT));
    }

    /// Read once for all tests.
    private static final class Standing {

        private static final JavaClasses CLASSES = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(ROOT);
    }
}
