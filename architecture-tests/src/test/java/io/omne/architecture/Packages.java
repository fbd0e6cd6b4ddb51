package io.omne.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads the documentation of the packages of main code.
final class Packages {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final String FILE = "package-info.java";
    private static final String COMMENT = "///";

    private final List<Described> all;

    Packages() throws IOException {
        try (Stream<Path> folders = Files.list(House.DIRECTORY)) {
            all = folders.map(it -> it.resolve(SOURCES))
                    .filter(Files::isDirectory)
                    .flatMap(Packages::in)
                    .sorted()
                    .toList();
        }
    }

    /// The base package of a module and the packages below it.
    List<Described> of(String module) {
        String root = House.ROOT + "." + module;
        return all.stream()
                .filter(it -> it.name.equals(root) || it.name.startsWith(root + "."))
                .toList();
    }

    private static Stream<Described> in(Path sources) {
        try (Stream<Path> files = Files.walk(sources)) {
            return files
                    .filter(it -> it.endsWith(FILE))
                    .map(it -> new Described(name(sources.relativize(it)), folder(sources), text(it)))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(Path file) {
        String path = file.toString();
        return path.substring(0, path.length() - FILE.length() - 1).replace('/', '.');
    }

    private static String folder(Path sources) {
        return House.DIRECTORY.relativize(sources).getName(0).toString();
    }

    private static String text(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(it -> it.startsWith(COMMENT))
                    .map(it -> it.substring(COMMENT.length()).strip())
                    .takeWhile(it -> !it.isEmpty())
                    .collect(Collectors.joining(" "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param folder the folder of its sources, one of Maven's modules
    /// @param text the first paragraph of its documentation, in one line
    record Described(String name, String folder, String text) implements Comparable<Described> {

        @Override
        public int compareTo(Described other) {
            return name.compareTo(other.name);
        }
    }
}
