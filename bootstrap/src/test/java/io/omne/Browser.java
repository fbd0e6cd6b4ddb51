package io.omne;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Headless Chromium, without a network, whose page writes texts by `innerHTML` and says which of them ran
/// anything. `OMNE_TEST_CHROMIUM` names it, as `./omne test` has it.
final class Browser {

    private static final String EXECUTABLE = requireNonNullElse(System.getenv("OMNE_TEST_CHROMIUM"), "chromium");
    private static final Pattern VERDICT = Pattern.compile("<pre id=\"verdict\">([^<]*)</pre>");

    private final Path directory;

    /// @param directory where it may keep what it needs
    Browser(Path directory) {
        this.directory = directory;
    }

    /// What ran, by the text's place in the list.
    Map<Integer, String> judge(List<String> texts) {
        Matcher verdict = VERDICT.matcher(show(page(texts)));
        if (!verdict.find() || verdict.group(1).equals("unfinished")) {
            throw new AssertionError("the page has come to no verdict");
        }
        var guilty = new TreeMap<Integer, String>();
        for (JsonNode one : Client.JSON.readTree(unescaped(verdict.group(1)))) {
            guilty.put(one.path("number").asInt(), one.path("what").asString());
        }
        return guilty;
    }

    private String page(List<String> texts) {
        String json = Client.JSON.writeValueAsString(texts).replace("<", "\\u003c");
        try (@Nullable InputStream in = Browser.class.getResourceAsStream("/markup/page.html")) {
            return new String(requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8).replace("/*TEXTS*/", json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The page after all its scripts.
    private String show(String page) {
        try {
            Path file = Files.writeString(directory.resolve("page.html"), page);
            Path said = directory.resolve("said.html");
            var builder = new ProcessBuilder(
                            EXECUTABLE,
                            "--headless",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-dev-shm-usage",
                            "--disable-background-networking",
                            "--host-resolver-rules=MAP * ~NOTFOUND",
                            "--user-data-dir=" + directory.resolve("profile"),
                            "--virtual-time-budget=600000",
                            "--dump-dom",
                            file.toUri().toString())
                    .redirectOutput(said.toFile())
                    .redirectError(directory.resolve("log").toFile());
            builder.environment().put("HOME", directory.toString());
            Process chromium = builder.start();
            if (!chromium.waitFor(5, TimeUnit.MINUTES)) {
                chromium.destroyForcibly();
                throw new AssertionError("Chromium has not come to an end");
            }
            return Files.readString(said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String unescaped(String html) {
        return html.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
    }
}
