package io.omne.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Tests that the page of the settings has all settings of Omne, with their defaults in `application.yaml`.
class ConfigurationDocsTest {

    private static final Path SETTINGS = House.DIRECTORY.resolve("bootstrap/src/main/resources/application.yaml");
    private static final Path PAGE = House.DIRECTORY.resolve("docs/configuration.md");

    private static final Pattern LINE = Pattern.compile("( *)([a-z0-9-]+):(?: +(.*))?");
    private static final Pattern OWN = Pattern.compile("(?:omne|embedding)\\..+");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(omne\\.[a-z0-9.-]+)` \\| `?([^|`]*)`? \\|");

    /// Settings that nobody needs to change.
    private static final Set<String> LEFT_OUT = Set.of("omne.postgres.read-session-sql");

    @Test
    void hasEverySetting() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(settings().keySet())
                .contains("omne.embedding.workers", "embedding.openai.api-key")
                .filteredOn(name -> !LEFT_OUT.contains(name))
                .allMatch(name -> page.contains("`" + name + "`") || page.contains("`" + variable(name) + "`"));
    }

    @Test
    void hasTheDefaults() throws IOException {
        Map<String, String> settings = settings();
        var defaults = new HashMap<String, String>();
        ROW.matcher(Files.readString(PAGE)).results().forEach(row -> defaults.put(row.group(1), row.group(2)));

        assertThat(defaults).isNotEmpty();
        defaults.forEach(
                (name, value) -> assertThat(settings).as("setting and default").containsEntry(name, value));
    }

    private static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /// The settings that have a value, by their full names.
    private static Map<String, String> settings() throws IOException {
        var settings = new HashMap<String, String>();
        List<String> path = new ArrayList<>();
        for (String line : Files.readAllLines(SETTINGS)) {
            var it = LINE.matcher(line);
            if (it.matches()) {
                path = new ArrayList<>(path.subList(0, it.group(1).length() / 2));
                settings.remove(String.join(".", path));
                path.add(it.group(2));
                settings.put(String.join(".", path), it.group(3) == null ? "" : it.group(3));
            }
        }
        settings.keySet().removeIf(name -> !OWN.matcher(name).matches());
        return settings;
    }
}
