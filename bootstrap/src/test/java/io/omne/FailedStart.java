package io.omne;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;

/// A start of the server inside the test's JVM that ends before it serves, and all that was printed meanwhile.
///
/// @param output of both streams
record FailedStart(String output) {

    private static final String PREFIX = "Omne cannot start: ";

    static FailedStart with(Map<String, String> settings) {
        var all = new HashMap<String, String>();
        all.put("server.port", "0");
        all.put("omne.start.wait", "0");
        all.put("omne.security.jwt-secret", Client.SECRET);
        all.put("spring.data.redis.url", "redis://127.0.0.1:1");
        all.putAll(settings);
        var printed = new ByteArrayOutputStream();
        PrintStream out = System.out;
        PrintStream err = System.err;
        var both = new PrintStream(printed, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
        try {
            assertThatThrownBy(() -> new SpringApplicationBuilder(Omne.class)
                    .run(all.entrySet().stream()
                            .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                            .toArray(String[]::new)));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        return new FailedStart(printed.toString(StandardCharsets.UTF_8));
    }

    /// On a database that `DATABASE_URL` would name.
    static FailedStart on(String databaseUrl, Map<String, String> more) {
        var settings = new HashMap<String, String>();
        DatabaseUrl.parse(databaseUrl).properties().forEach((name, value) -> settings.put(name, value.toString()));
        settings.putAll(more);
        return with(settings);
    }

    static FailedStart on(String databaseUrl) {
        return on(databaseUrl, Map.of());
    }

    /// The one line that says why.
    String reason() {
        assertThat(output.lines().filter(line -> line.startsWith(PREFIX)))
                .as("%s", output)
                .hasSize(1);
        assertThat(output).doesNotContain("\tat ");
        return output.lines()
                .filter(line -> line.startsWith(PREFIX))
                .findFirst()
                .orElseThrow();
    }
}
