package io.omne.architecture;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;
import org.springframework.modulith.docs.Documenter.DiagramOptions;
import org.springframework.modulith.docs.Documenter.Options;

/// Draws the modules as Spring Modulith's `Documenter` does, but as Mermaid, which viewers of Markdown show as a
/// picture, unlike the Documenter's PlantUML.
final class Picture {

    private static final String FILE = "components.puml";
    private static final Pattern RELATION = Pattern.compile("Rel\\((\\S+), (\\S+), \"([^\"]+)\".*");

    private final List<Arrow> arrows;

    /// @param folder for the files of the Documenter
    Picture(ApplicationModules modules, Path folder) throws IOException {
        new Documenter(modules, Options.defaults().withOutputFolder(folder.toString()))
                .writeModulesAsPlantUml(DiagramOptions.defaults()
                        .withDefaultDisplayName(it -> it.getIdentifier().toString()));
        try (Stream<String> lines = Files.lines(folder.resolve(FILE))) {
            arrows = lines.map(RELATION::matcher)
                    .filter(it -> it.matches())
                    .map(it -> new Arrow(name(it.group(1)), name(it.group(2)), it.group(3)))
                    .toList();
        }
    }

    /// Draws all modules.
    String whole() {
        return drawn(_ -> true);
    }

    /// Draws a module, the modules that it uses, and the modules that use it.
    String of(String module) {
        return drawn(it -> it.from.equals(module) || it.to.equals(module))
                + "    style %s stroke-width:3px\n".formatted(module);
    }

    private String drawn(Predicate<Arrow> wanted) {
        return arrows.stream()
                .filter(wanted)
                .map("    %s\n"::formatted)
                .sorted()
                .collect(joining("", "flowchart LR\n", ""));
    }

    private static String name(String element) {
        return element.substring(element.lastIndexOf('.') + 1);
    }

    private record Arrow(String from, String to, String label) {

        @Override
        public String toString() {
            return "%s -->|%s| %s".formatted(from, label, to);
        }
    }
}
