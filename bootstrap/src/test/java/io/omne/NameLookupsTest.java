package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A host name that leads elsewhere after a failover, in a JVM of its own: the JDK reads these settings once.
class NameLookupsTest {

    @TempDir
    private Path directory;

    /// Resolves a name whose address changes, and prints the address until it is the new one.
    static final class Resolver {

        private Resolver() {}

        public static void main(String[] arguments) throws Exception {
            NameLookups.expireSoon();
            Path hosts = Path.of(arguments[0]);
            String before = InetAddress.getAllByName("database.test")[0].getHostAddress();
            Files.writeString(hosts, "127.0.0.3 database.test\n");
            String after = before;
            for (int i = 0; i < 60 && after.equals(before); i++) {
                Thread.sleep(500);
                after = InetAddress.getAllByName("database.test")[0].getHostAddress();
            }
            System.out.println(before + " " + after);
        }
    }

    @Test
    void areMadeAnewForNewConnections() throws Exception {
        Path hosts = directory.resolve("hosts");
        Files.writeString(hosts, "127.0.0.2 database.test\n");

        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djdk.net.hosts.file=" + hosts,
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Resolver.class.getName(),
                        hosts.toString())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(printed.strip()).isEqualTo("127.0.0.2 127.0.0.3");
    }
}
