package io.omne.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/// Tests that a module uses only the modules that it may use, and only what these expose.
class ModulesTest {

    @Test
    void keepTheirBorders() {
        House.modules().verify();
    }

    @Test
    void areThese() {
        assertThat(names(House.modules()))
                .containsExactlyInAnyOrder(
                        "access",
                        "conversations",
                        "database",
                        "embedding",
                        "events",
                        "jobs",
                        "memory",
                        "providers",
                        "recall",
                        "validation",
                        "web");
    }

    @Test
    void areReportedWhereTheyDoNotKeepTheirBorders() {
        ApplicationModules broken = House.brokenModules();

        assertThat(names(broken)).containsExactlyInAnyOrder("jobs", "notes", "people");
        assertThat(broken.detectViolations().getMessages())
                .anySatisfy(it -> assertThat(it).contains("Cycle detected", "notes", "people"))
                .anySatisfy(it -> assertThat(it)
                        .contains("Module 'notes' depends on module 'people'", "broken.omne.people.Person"))
                .anySatisfy(it -> assertThat(it)
                        .contains("Module 'people' depends on non-exposed type broken.omne.notes.domain.Plain"));
    }

    private static List<String> names(ApplicationModules modules) {
        return modules.stream()
                .map(ApplicationModule::getIdentifier)
                .map(Object::toString)
                .toList();
    }
}
