package io.omne.recall.adapter.postgres.words;

import io.omne.TestDatabase;
import io.omne.access.UserId;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryIds;
import io.omne.memory.MemoryKey;
import io.omne.memory.api.SelectedMemories.Selection;
import io.omne.recall.application.ParsedQuery;
import io.omne.recall.application.ParsedQuery.Phrase;
import io.omne.recall.application.ParsedQuery.QueryTerm;
import io.omne.recall.application.Term;
import io.omne.recall.application.Term.Kind;
import io.omne.recall.application.indexing.IndexEntry;
import io.omne.recall.domain.Mark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// A user's random memories, in the index and beside it. Its words are `w0`, `w1` and so on, the first ones frequent;
/// the stem of a word that ends in "s" is without it.
final class RandomIndex {

    private static final Pattern TOKEN = Pattern.compile("(-?)\"([^\"]*)\"|(?<![^ ])-(\\S+)|(\\S+)");

    private final Map<MemoryId, Indexed> memories = new LinkedHashMap<>();
    private final Random random;
    private final UserId user;
    private final NamedParameterJdbcTemplate jdbc;
    private final PostgresIndexedMemories index;
    private final TransactionTemplate transaction;
    private final List<UUID> conversations;
    private int last;

    /// @param number the order in which it was indexed
    record Indexed(IndexEntry entry, int number) {}

    RandomIndex(long seed, UserId user, TestDatabase database) {
        this.random = new Random(seed);
        this.user = user;
        var transactions = new JdbcTransactionManager(database.dataSource());
        this.jdbc = new NamedParameterJdbcTemplate(database.dataSource());
        this.index = new PostgresIndexedMemories(jdbc);
        this.transaction = new TransactionTemplate(transactions);
        this.conversations = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
    }

    Map<MemoryId, Indexed> memories() {
        return memories;
    }

    Indexed memory(MemoryId id) {
        return Objects.requireNonNull(memories.get(id));
    }

    MemoryId any() {
        return new ArrayList<>(memories.keySet()).get(random.nextInt(memories.size()));
    }

    MemoryId add(String text) {
        IndexEntry entry = entry(new MemoryId(id()), terms(text));
        save(List.of(entry), List.of(), Set.of());
        return entry.key().id();
    }

    void add(int count) {
        for (int left = count; left > 0; left -= 200) {
            var entries = new ArrayList<IndexEntry>();
            for (int i = 0; i < Math.min(left, 200); i++) {
                entries.add(entry(new MemoryId(id()), terms(text())));
            }
            save(entries, List.of(), Set.of());
        }
    }

    /// One in 128 has the rows of its user counted, so that blocks are made.
    private UUID id() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    /// Edits some and deletes as many.
    void change(int count) {
        var replaced = new ArrayList<IndexEntry>();
        Set<MemoryKey> removed = new HashSet<>();
        for (int i = 0; i < count; i++) {
            removed.add(new MemoryKey(user, any()));
            IndexEntry edited = entry(any(), terms(text()));
            if (!removed.contains(edited.key())
                    && replaced.stream().noneMatch(it -> it.key().equals(edited.key()))) {
                replaced.add(edited);
            }
        }
        replaced.forEach(it -> removed.remove(it.key()));
        save(List.of(), replaced, removed);
    }

    void removeNewest() {
        MemoryId newest = memories.values().stream()
                .max(Comparator.comparingInt(Indexed::number))
                .orElseThrow()
                .entry()
                .key()
                .id();
        save(List.of(), List.of(), Set.of(new MemoryKey(user, newest)));
    }

    /// All of them, but not more than a question may have.
    Set<String> words() {
        return memories.values().stream()
                .flatMap(it -> it.entry().terms().stream())
                .map(Term::text)
                .limit(200)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    void removeAll() {
        save(
                List.of(),
                List.of(),
                memories.keySet().stream().map(it -> new MemoryKey(user, it)).collect(Collectors.toSet()));
    }

    /// @param table of this test, a constant
    long rows(String table) {
        return Objects.requireNonNull(jdbc.getJdbcTemplate()
                .queryForObject("select count(*) from " + table + " where user_id = ?", Long.class, user.value()));
    }

    /// Of what is in no block.
    long looseBytes() {
        return loose("coalesce(sum(octet_length(terms) + octet_length(pieces)), 0)");
    }

    /// In no block.
    long looseRows() {
        return loose("count(*)");
    }

    private long loose(String what) {
        return Objects.requireNonNull(
                jdbc.queryForObject("select " + what + """
                 from indexed_memories where user_id = :user_id and number >
                    (select coalesce(max(last), 0) from word_blocks where user_id = :user_id)""", Map.of("user_id", user.value()), Long.class));
    }

    private void save(List<IndexEntry> added, List<IndexEntry> replaced, Set<MemoryKey> removed) {
        transaction.executeWithoutResult(_ -> index.save(added, replaced, removed));
        removed.forEach(it -> memories.remove(it.id()));
        added.forEach(it -> memories.put(it.key().id(), new Indexed(it, ++last)));
        replaced.forEach(it -> memories.put(it.key().id(), new Indexed(it, ++last)));
    }

    private IndexEntry entry(MemoryId id, List<Term> terms) {
        @Nullable UUID conversation = random.nextInt(4) == 0 ? null : conversations.get(random.nextInt(3));
        return new IndexEntry(
                new MemoryKey(user, id),
                conversation,
                Instant.parse("2026-01-01T00:00:00Z").plusSeconds(3600L * random.nextInt(200)),
                random.nextBoolean() ? null : "Anna",
                terms,
                List.of((short) random.nextInt(30_000), (short) random.nextInt(30_000)),
                random.nextBoolean() ? Set.of() : Set.of(Mark.QUESTION, Mark.TIME));
    }

    private String text() {
        var words = new ArrayList<String>();
        for (int i = 1 + random.nextInt(20); i > 0; i--) {
            words.add(word());
        }
        return String.join(" ", words);
    }

    private String word() {
        int rank = (int) Math.min(5_000, 1 / Math.max(1e-4, random.nextDouble()));
        return "w" + rank + (random.nextInt(4) == 0 ? "s" : "");
    }

    static List<Term> terms(String text) {
        var terms = new ArrayList<Term>();
        for (String word : text.toLowerCase(Locale.ROOT).split(" ", -1)) {
            Kind kind = Set.of("the", "to", "a", "was").contains(word) ? Kind.STOP_WORD : Kind.WORD;
            terms.add(new Term(word, stem(word), terms.size(), kind, 0, 1));
        }
        return terms;
    }

    private static String stem(String word) {
        return word.endsWith("s") && word.length() > 2 ? word.substring(0, word.length() - 1) : word;
    }

    ParsedQuery query() {
        return parse(word() + " " + word() + " " + word() + " " + word());
    }

    ParsedQuery parse(String question) {
        Set<QueryTerm> terms = new LinkedHashSet<>();
        var phrases = new ArrayList<Phrase>();
        var excluded = new ArrayList<QueryTerm>();
        var excludedPhrases = new ArrayList<Phrase>();
        Matcher tokens = TOKEN.matcher(question.toLowerCase(Locale.ROOT));
        while (tokens.find()) {
            if (tokens.group(2) != null) {
                var phrase = new Phrase(List.of(tokens.group(2).split(" ", -1)));
                (tokens.group(1).isEmpty() ? phrases : excludedPhrases).add(phrase);
                if (tokens.group(1).isEmpty()) {
                    phrase.words().forEach(it -> terms.add(term(it)));
                }
            } else if (tokens.group(3) != null) {
                excluded.add(term(tokens.group(3)));
            } else {
                terms.add(term(tokens.group(4)));
            }
        }
        return new ParsedQuery(List.copyOf(terms), phrases, excluded, excludedPhrases);
    }

    private static QueryTerm term(String word) {
        return new QueryTerm(word, new HashSet<>(List.of(word, stem(word))));
    }

    Selection selection() {
        Set<MemoryId> some = new HashSet<>();
        memories.keySet().stream().filter(_ -> random.nextInt(5) == 0).forEach(some::add);
        some.add(new MemoryId(UUID.randomUUID()));
        return switch (random.nextInt(3)) {
            case 0 -> new Selection.Everything();
            case 1 -> new Selection.Only(MemoryIds.of(some));
            default -> new Selection.AllBut(MemoryIds.of(some));
        };
    }
}
