package io.omne.architecture;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.omne.architecture.Packages.Described;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.modulith.core.ApplicationModules;

/// Tests that the page of the modules is up to date.
class PictureTest {

    private static final Path FILE = House.DIRECTORY.resolve("docs/architecture/modules.md");
    private static final String REDRAW =
            "mvn test -pl architecture-tests -am -Dtest=PictureTest -Dsurefire.failIfNoSpecifiedTests=false -Dredraw";

    @Test
    void isWhatTheClassesSay(@TempDir Path folder) throws IOException {
        String drawn = drawn(House.modules(), folder);
        if (System.getProperty("redraw") != null) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, drawn);
        }
        assertThat(FILE)
                .as("the classes have changed: draw the page again with\n%s", REDRAW)
                .exists()
                .content()
                .isEqualTo(drawn);
    }

    private static String drawn(ApplicationModules modules, Path folder) throws IOException {
        var picture = new Picture(modules, folder);
        var packages = new Packages();
        return """
                # Modules

                This page is generated from the classes. `PictureTest` fails if it is out of date; this writes it again:

                ```
                %s
                ```

                An arrow leads from a module to one that it depends on. "uses" means that it has components of the other
                injected, "listens to" that it handles events of the other, and "depends on" that it uses types of the other.

                ## All modules

                ```mermaid
                %s```
                """.formatted(REDRAW, picture.whole())
                + modules.stream()
                        .map(it -> it.getIdentifier().toString())
                        .sorted()
                        .map(it -> section(it, picture.of(it), packages.of(it)))
                        .collect(joining());
    }

    private static String section(String module, String picture, List<Described> packages) {
        return """

                ## %s

                %s

                ```mermaid
                %s```

                | Package | Folder | Contents |
                | --- | --- | --- |
                %s""".formatted(
                        module,
                        packages.getFirst().text(),
                        picture,
                        packages.stream().map(PictureTest::row).collect(joining()));
    }

    private static String row(Described it) {
        return "| `%s` | `%s` | %s |\n".formatted(it.name().substring(House.ROOT.length() + 1), it.folder(), it.text());
    }
}
