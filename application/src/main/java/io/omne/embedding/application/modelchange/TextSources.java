package io.omne.embedding.application.modelchange;

import io.omne.embedding.IndexedModel;
import io.omne.embedding.TextKey;
import io.omne.embedding.api.SourceText;
import io.omne.embedding.api.TextSource;
import io.omne.embedding.api.TextSource.Found;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The sources of texts that this instance knows, in the order of their names.
@Component
class TextSources {

    private final NavigableMap<String, TextSource> byName;

    TextSources(List<TextSource> sources) {
        byName =
                sources.stream().collect(Collectors.toMap(TextSource::name, it -> it, TextSources::none, TreeMap::new));
    }

    private static TextSource none(TextSource one, TextSource other) {
        throw new IllegalArgumentException("two sources of texts are called " + one.name());
    }

    Set<String> names() {
        return byName.keySet();
    }

    Collection<TextSource> all() {
        return byName.values();
    }

    /// The source with this name, or else the next one; null after the last.
    @Nullable
    TextSource from(String name) {
        var entry = byName.ceilingEntry(name);
        return entry == null ? null : entry.getValue();
    }

    /// The source after this name; null after the last.
    @Nullable
    TextSource after(String name) {
        var entry = byName.higherEntry(name);
        return entry == null ? null : entry.getValue();
    }

    Found find(Collection<TextKey> keys) {
        var texts = new ArrayList<SourceText>();
        var unreadable = new HashSet<TextKey>();
        bySource(keys).forEach((name, some) -> {
            Found found = source(name).find(some);
            texts.addAll(found.texts());
            unreadable.addAll(found.unreadable());
        });
        return new Found(texts, unreadable);
    }

    /// Locks texts in the order of the names of their sources, as every transaction must that locks texts of
    /// several sources.
    List<SourceText> lock(Collection<TextKey> keys) {
        var locked = new ArrayList<SourceText>();
        bySource(keys).forEach((name, some) -> locked.addAll(source(name).lock(some)));
        return locked;
    }

    private static Map<String, List<TextKey>> bySource(Collection<TextKey> keys) {
        return keys.stream().collect(Collectors.groupingBy(TextKey::source, TreeMap::new, Collectors.toList()));
    }

    private TextSource source(String name) {
        TextSource source = byName.get(name);
        if (source == null) {
            throw new IllegalStateException("no source of texts is called " + name);
        }
        return source;
    }

    void served(IndexedModel serving) {
        byName.values().forEach(source -> source.served(serving));
    }
}
