package io.omne.embedding.adapter.djl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackedResourcesTest {

    @TempDir
    private Path folder;

    private URL jar(String name, String text) throws IOException {
        Path jar = folder.resolve(name);
        try (var entries = new JarOutputStream(Files.newOutputStream(jar))) {
            entries.putNextEntry(new JarEntry("models/small.onnx"));
            entries.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return URI.create("jar:" + jar.toUri() + "!/models/small.onnx").toURL();
    }

    private Path cache() {
        return folder.resolve("cache");
    }

    private Path find(URL resource) {
        return UnpackedResources.find(resource, cache()).orElseThrow();
    }

    @Test
    void unpacksAResourceOnce() throws IOException {
        Path file = find(jar("a.jar", "weights"));
        var made = Files.getLastModifiedTime(file);

        assertThat(file).hasFileName("small.onnx").hasContent("weights");
        assertThat(find(jar("b.jar", "weights"))).isEqualTo(file);
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(made);
    }

    @Test
    void keepsVersionsApart() throws IOException {
        assertThat(find(jar("a.jar", "weights"))).hasContent("weights");
        assertThat(find(jar("b.jar", "Weights"))).hasContent("Weights");
        assertThat(find(jar("a.jar", "weights"))).hasContent("weights");
    }

    /// As after a crash of the machine.
    @Test
    void replacesAFileThatIsTooShort() throws IOException {
        URL resource = jar("a.jar", "weights");
        Files.writeString(find(resource), "wei");

        assertThat(find(resource)).hasContent("weights");
    }

    @Test
    void canBeUsedByManyAtOnce() throws IOException {
        URL resource = jar("a.jar", "weights".repeat(100_000));

        assertThat(IntStream.range(0, 16)
                        .mapToObj(_ -> CompletableFuture.supplyAsync(() -> find(resource)))
                        .toList())
                .allSatisfy(file -> assertThat(file.join()).hasSize(700_000));
        try (Stream<Path> files = Files.walk(cache()).filter(Files::isRegularFile)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void findsNothingWhereItCannotWrite() throws IOException {
        Files.writeString(cache(), "a file");

        assertThat(UnpackedResources.find(jar("a.jar", "weights"), cache())).isEmpty();
    }

    @Test
    void findsNothingOfAResourceThatIsInNoJar() throws IOException {
        Path file = Files.writeString(folder.resolve("small.onnx"), "weights");

        assertThat(UnpackedResources.find(file.toUri().toURL(), cache())).isEmpty();
    }

    /// ONNX Runtime would unpack its libraries itself, and leave them behind when it is killed.
    @Test
    void findsTheLibrariesOfThisPlatform() {
        NativeLibraries.use();

        assertThat(System.getProperty("onnxruntime.native.onnxruntime.path"))
                .endsWith(System.mapLibraryName("onnxruntime"));
    }
}
