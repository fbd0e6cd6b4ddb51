package io.omne.architecture;

import static java.util.Map.entry;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.Source;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.StringEntry;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// Finds the tables that statements name, and the modules that own them. Statements are read from the string
/// constants of classes.
final class Tables {

    /// Each table with its module. The last two belong to the sample code that breaks the rules.
    static final Map<String, String> MODULES = Map.ofEntries(
            entry("creation_keys", "memory"),
            entry("memories", "memory"),
            entry("memory_accesses", "memory"),
            entry("unlisted_writes", "memory"),
            entry("unique_memories", "memory"),
            entry("entries", "memory"),
            entry("tags", "memory"),
            entry("cells", "memory"),
            entry("tag_counts", "memory"),
            entry("embedding_models", "embedding"),
            entry("embedding_clusters", "embedding"),
            entry("embedding_code_pages", "embedding"),
            entry("model_changes", "embedding"),
            entry("model_backlog", "embedding"),
            entry("indexed_memories", "recall"),
            entry("word_blocks", "recall"),
            entry("word_pages", "recall"),
            entry("conversations", "conversations"),
            entry("conversation_memories", "conversations"),
            entry("listed_conversations", "conversations"),
            entry("unextracted_messages", "conversations"),
            entry("memory_sources", "conversations"),
            entry("extracted_facts", "conversations"),
            entry("extraction_results", "conversations"),
            entry("extraction_spending", "conversations"),
            entry("domain_events", "events"),
            entry("token_entry", "events"),
            entry("dead_letter_entry", "events"),
            entry("signing_keys", "database"),
            entry("jobs", "jobs"),
            entry("scheduled_tasks", "jobs"),
            entry("notes", "notes"),
            entry("persons", "people"));

    private static final Pattern NAMED =
            Pattern.compile("(?i)\\b(?:from|join|into|update|truncate)\\s+(?:\\w+\\.|%s\\.)?([a-z_]+)");

    private Tables() {}

    static ArchCondition<JavaClass> useOnlyThoseOf(Function<JavaClass, String> module) {
        return new ArchCondition<>("name only tables of their module") {
            @Override
            public void check(JavaClass it, ConditionEvents events) {
                Set<String> foreign = foreign(it, module.apply(it));
                if (!foreign.isEmpty()) {
                    events.add(SimpleConditionEvent.violated(it, it.getName() + " names " + foreign));
                }
            }
        };
    }

    /// The tables of other modules that the statements of a class name.
    static Set<String> foreign(JavaClass it, String module) {
        return constants(it)
                .flatMap(constant -> NAMED.matcher(constant).results())
                .map((MatchResult match) -> match.group(1).toLowerCase(Locale.ROOT))
                .filter(table -> !MODULES.getOrDefault(table, module).equals(module))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> constants(JavaClass it) {
        try (InputStream bytes =
                it.getSource().map(Source::getUri).orElseThrow().toURL().openStream()) {
            var pool = ClassFile.of().parse(bytes.readAllBytes()).constantPool();
            return StreamSupport.stream(pool.spliterator(), false)
                    .filter(StringEntry.class::isInstance)
                    .map(constant -> ((StringEntry) constant).stringValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
