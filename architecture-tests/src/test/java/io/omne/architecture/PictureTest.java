package io.omne.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The picture in the documentation shows the house as it stands.
class PictureTest {

    private static final Path FILE = House.DIRECTORY.resolve("docs/architecture/modules.md");
    private static final String REDRAW =
            "mvn test -pl architecture-tests -am -Dtest=PictureTest -Dsurefire.failIfNoSpecifiedTests=false -Dredraw";

    @Test
    void isWhatTheClassesSay() throws IOException {
        String drawn = drawn();
        if (System.getProperty("redraw") != null) {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, drawn);
        }
        assertThat(FILE)
                .as("the classes have changed: draw the picture again with\n%s", REDRAW)
                .exists()
                .content()
                .isEqualTo(drawn);
    }

    private static String drawn() {
        var picture = new Picture(House.classes(), House.modules(), House.ROOT);
        return """
                # The house, drawn from its classes

                Not drawn by hand: `PictureTest` reads the classes and fails when they say something else. To draw it again:

                ```
                %s
                ```

                ## Modules

                An arrow means "uses".

                ```mermaid
                %s```

                ## Rooms

                Requests come in at the top. Slanted boxes are adapters, one technology each; square ones are the classes of the
                application, with the commands and queries they handle; hexagons are ports, with arrows to whoever stands behind
                them; round boxes are domains, pure functions. Dotted arrows are events, on their way through Axon.

                ```mermaid
                %s```
                """.formatted(REDRAW, picture.modules(), picture.rooms());
    }
}
