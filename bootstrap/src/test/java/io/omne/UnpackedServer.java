package io.omne;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/// The packaged jar, unpacked into its libraries, with an AOT cache of the JVM: a start takes a third of the
/// processor's time. The first JVM of the tests that needs it makes it, the others wait for it; it is made anew
/// when the jar is.
final class UnpackedServer {

    private static final Path TARGET = Path.of(System.getProperty("basedir", ""))
            .toAbsolutePath()
            .resolveSibling("bootstrap")
            .resolve("target");
    private static final Path PACKED = TARGET.resolve("omne-server.jar");
    private static final Path HOME = TARGET.resolve("unpacked-server");
    private static final Path JAR = HOME.resolve("omne-server.jar");
    private static final Path CACHE = HOME.resolve("omne.aot");
    private static final Duration LONG = Duration.ofMinutes(3);

    /// For a JVM that lives for seconds; none in a benchmark.
    private static final List<String> FLAGS = Stream.of(
                    System.getProperty("omne.server.jvm", "").split(" "))
            .filter(flag -> !flag.isEmpty())
            .toList();

    /// Of each JVM of the tests, once.
    private static final class Made {

        static final List<String> COMMAND = make();
    }

    private UnpackedServer() {}

    /// The command that starts it.
    static List<String> command() {
        return FLAGS.isEmpty() ? packed() : Made.COMMAND;
    }

    /// The command that starts the jar as it is packaged.
    static List<String> packed() {
        return java("-jar", PACKED.toString());
    }

    private static List<String> java(String... more) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-Dai.djl.offline=true",
                "-DDJL_CACHE_DIR=" + TARGET.resolve("djl"),
                "-Djna.tmpdir=" + System.getProperty("java.io.tmpdir")));
        command.addAll(List.of(more));
        return command;
    }

    private static List<String> make() {
        try (var channel = FileChannel.open(
                        TARGET.resolve("unpacked-server.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            if (!Files.exists(CACHE)
                    || Files.getLastModifiedTime(CACHE).compareTo(Files.getLastModifiedTime(PACKED)) < 0) {
                FileSystemUtils.deleteRecursively(HOME);
                run(java("-Djarmode=tools", "-jar", PACKED.toString(), "extract", "--destination", HOME.toString()));
                train();
            }
            return java("-XX:AOTCache=" + CACHE, "-jar", JAR.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (process.onExit()
                        .orTimeout(LONG.toSeconds(), TimeUnit.SECONDS)
                        .join()
                        .exitValue()
                != 0) {
            throw new IllegalStateException("failed: " + command);
        }
    }

    /// The JVM writes the cache of what it has loaded when it ends.
    private static void train() {
        try (var database = TestDatabase.create();
                var redis = new TestRedis();
                var server = ServerProcess.start(
                        java("-XX:AOTCacheOutput=" + CACHE, "-jar", JAR.toString()),
                        database.url(),
                        redis.url(),
                        Client.SECRET,
                        FreePort.next(),
                        Map.of())) {
            server.awaitHealth();
            var client = new Client(server.url());
            String id = client.create("A memory to train with").field("id");
            Eventually.holds(
                    LONG,
                    () -> client.get("/api/v1/memories/" + id)
                            .field("embedding_status")
                            .equals("completed"));
            client.list("/api/v1/memories");
            client.post("/api/v1/memories/search", "{\"query\": \"memory\"}");
            ProcessHandle.of(server.pid()).orElseThrow().destroy();
            server.exitCode(LONG);
        }
    }
}
