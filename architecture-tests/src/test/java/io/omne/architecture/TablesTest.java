package io.omne.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Tests that the rule about tables knows all tables.
class TablesTest {

    private static final Path MIGRATIONS =
            House.DIRECTORY.resolve(Path.of("bootstrap", "src", "main", "resources", "db", "migration"));
    private static final Pattern CREATED = Pattern.compile("(?i)create table (?:if not exists )?(?:\\w+\\.)?(\\w+)");
    private static final Pattern DROPPED = Pattern.compile("(?m)^drop table ([a-z_]+);");
    private static final Set<String> OF_THE_BROKEN_HOUSE = Set.of("notes", "persons");

    @Test
    void areThoseOfTheMigrations() throws IOException {
        var created = new TreeSet<String>();
        var dropped = new TreeSet<String>();
        try (var scripts = Files.list(MIGRATIONS)) {
            for (Path script : scripts.toList()) {
                String text = Files.readString(script);
                CREATED.matcher(text).results().forEach(table -> created.add(table.group(1)));
                DROPPED.matcher(text).results().forEach(table -> dropped.add(table.group(1)));
            }
        }
        created.removeAll(dropped);
        var known = new TreeSet<>(Tables.MODULES.keySet());
        known.removeAll(OF_THE_BROKEN_HOUSE);

        assertThat(known).isEqualTo(created);
    }

    @Test
    void areFoundInStatements() {
        JavaClass readers = House.brokenClasses().get("broken.omne.notes.adapter.postgres.Readers");

        assertThat(Tables.foreign(readers, "notes")).containsExactly("persons");
        assertThat(Tables.foreign(readers, "people")).containsExactly("notes");
    }
}
