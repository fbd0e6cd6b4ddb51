package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.Launcher.Ended;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever asks the launcher for help gets it, whatever the command, and nothing is done.
class LauncherTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up",
                "down",
                "status",
                "logs",
                "token",
                "replay",
                "verify",
                "sweep",
                "model",
                "model set",
                "test",
                "bench",
                "build",
                "train",
                "format",
                "psql",
                "redis-cli",
                "install"
            })
    void helps(String command) throws Exception {
        for (String flag : List.of("--help", "-h")) {
            Ended ended = Launcher.run(Map.of(), command + " " + flag);

            assertThat(ended.status()).as("%s %s", command, flag).isZero();
            assertThat(ended.text()).startsWith("Omne, a memory").contains("./omne " + command);
        }
    }

    @Test
    void refusesAFlagThatItDoesNotHave() throws Exception {
        Ended ended = Launcher.run(Map.of(), "token --helpp");

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.text()).contains("'token' has no flag '--helpp'.");
    }

    @ParameterizedTest
    @CsvSource({
        "psql, DATABASE_URL, postgresql://omne:%s%%40@127.0.0.1:%d/omne",
        "redis-cli, REDIS_URL, redis://omne:%s%%40@127.0.0.1:%d/0"
    })
    void showsNoPasswordInTheListOfProcesses(String command, String variable, String form) throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            silent.setSoTimeout(30_000);
            var builder = new ProcessBuilder(Launcher.PATH.toString(), command).redirectErrorStream(true);
            builder.environment().put(variable, form.formatted(Secrets.MARKER, silent.getLocalPort()));
            Process process = builder.start();
            try (var connected = silent.accept()) {
                assertThat(connected.isConnected()).isTrue();
                Path arguments = Path.of("/proc/%d/cmdline".formatted(process.pid()));
                assertThat(Files.readString(arguments)).contains(command).doesNotContain(Secrets.MARKER);
            } finally {
                process.destroyForcibly();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "psql, DATABASE_URL, postgresql://omne:a/%s@127.0.0.1:1/omne",
        "psql, DATABASE_URL, postgresql://omne:#%s@127.0.0.1:1/omne",
        "psql, DATABASE_URL, postgresql://omne:a?%s@127.0.0.1:1/omne",
        "psql, DATABASE_URL, postgresql://omne@127.0.0.1:1/omne?connect_timeout=1&Password=%s",
        "redis-cli, REDIS_URL, redis://omne:a/%s@127.0.0.1:1/0",
        "redis-cli, REDIS_URL, redis://127.0.0.1:1/0?password=%s"
    })
    void handsOnNoUrlThatHasAPasswordElsewhere(String command, String variable, String form) throws Exception {
        Ended ended = Launcher.run(Map.of(variable, form.formatted(Secrets.MARKER)), command);

        assertThat(ended.status()).isNotZero();
        assertThat(ended.text()).contains(variable + " should have").doesNotContain(Secrets.MARKER);
    }
}
