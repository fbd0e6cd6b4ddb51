package io.omne.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.NodeList;

/// Tests the checks of the compiler with the arguments of the build: a class that breaks a check does not compile.
class BuildChecksTest {

    @TempDir
    private Path directory;

    @Test
    void takeCleanCode() throws Exception {
        assertThat(compile("String of(@Nullable String text) { return text == null ? \"\" : text; }"))
                .isEmpty();
    }

    @Test
    void refuseNullsWhereNoneMayBe() throws Exception {
        assertThat(compile("""
                String of(@Nullable String text) { return text; }
                List<String> of(List<@Nullable String> texts) { return texts; }
                """))
                .contains("error: [NullAway] returning @Nullable expression")
                .contains("error: [NullAway] incompatible types");
    }

    @Test
    void refuseAKnownMistake() throws Exception {
        assertThat(compile("boolean same(int[] one, int[] other) { return one.equals(other); }"))
                .contains("[ArrayEquals]", "error: warnings found and -Werror specified");
    }

    /// The messages of the compiler about a class with these methods; empty if there are none. As in the build, the
    /// compiler runs in a JVM of its own.
    private String compile(String methods) throws Exception {
        Path source = Files.writeString(directory.resolve("Sample.java"), """
                package sample;

                import java.util.List;
                import org.jspecify.annotations.NullMarked;
                import org.jspecify.annotations.Nullable;

                @NullMarked
                final class Sample {
                    static final List<String> NONE = List.of();
                    %s
                }
                """.formatted(methods));
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
        jvmArguments().forEach(it -> command.add("-J" + it));
        command.addAll(compilerArguments());
        command.addAll(List.of("-proc:none", "-d", directory.toString()));
        command.addAll(List.of("-classpath", jspecify(), "-processorpath", checks(), source.toString()));
        Process javac = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(javac.getInputStream().readAllBytes(), Charset.defaultCharset());
        assertThat(javac.waitFor() == 0).as(said).isEqualTo(said.isEmpty());
        return said;
    }

    /// The class path of the tests, which contains the checks and their dependencies.
    private static String checks() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(it -> Files.isRegularFile(Path.of(it)))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String jspecify() throws URISyntaxException {
        return Path.of(NullMarked.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
    }

    /// The arguments that open the packages of the compiler to the checks, as for Maven's own JVM.
    private static List<String> jvmArguments() throws IOException {
        return Files.readAllLines(House.DIRECTORY.resolve(".mvn/jvm.config")).stream()
                .map(line -> line.strip().replaceFirst(" ", "="))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static List<String> compilerArguments() {
        try (var pom = Files.newInputStream(House.DIRECTORY.resolve("pom.xml"))) {
            NodeList arguments = DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(pom)
                    .getElementsByTagName("arg");
            return IntStream.range(0, arguments.getLength())
                    .mapToObj(i -> arguments.item(i).getTextContent())
                    .toList();
        } catch (Exception e) {
            throw new AssertionError("the root POM holds the compiler's arguments", e);
        }
    }
}
