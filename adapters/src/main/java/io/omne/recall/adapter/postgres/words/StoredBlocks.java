package io.omne.recall.adapter.postgres.words;

import io.omne.access.UserId;
import io.omne.recall.adapter.postgres.packed.Postings;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/// Compares blocks with the rows that they are made of, and makes them anew.
public final class StoredBlocks {

    private static final String NEXT_USER = """
            select user_id from (
                (select user_id from word_blocks where user_id > :user_id order by user_id limit 1)
                union all
                (select user_id from word_pages where user_id > :user_id order by user_id limit 1)) u
            order by user_id limit 1""";

    private static final String BLOCKS = "select * from word_blocks where user_id = :user_id order by first";

    private static final String BEGINNINGS = "select distinct first from word_pages where user_id = :user_id";

    private static final byte[] NOTHING = {};

    private final NamedParameterJdbcTemplate jdbc;
    private final WordBlocks blocks;
    private final BlockBuilder builder;

    public StoredBlocks(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.blocks = new WordBlocks(jdbc);
        this.builder = new BlockBuilder(jdbc);
    }

    /// All users who have blocks, or postings of blocks that are not there.
    public void eachUser(Consumer<UserId> each) {
        UUID user = next(new UUID(0, 0));
        while (user != null) {
            each.accept(new UserId(user));
            user = next(user);
        }
    }

    private @Nullable UUID next(UUID user) {
        return jdbc.query(
                NEXT_USER, Map.of("user_id", user), rows -> rows.next() ? rows.getObject("user_id", UUID.class) : null);
    }

    /// The first numbers of the user's blocks that are not as their rows say, and of pages without a block.
    public List<Long> broken(UserId user) {
        var broken = new TreeSet<>(jdbc.queryForList(BEGINNINGS, Map.of("user_id", user.value()), Long.class));
        ranges(user).forEach(range -> {
            broken.add(range.first());
            if (isAsItsRows(user, range)) {
                broken.remove(range.first());
            }
        });
        return List.copyOf(broken);
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by isAsItsRows
    private record Range(long first, long last, int memories, long length, byte[] gone) {}

    private List<Range> ranges(UserId user) {
        return jdbc.query(
                BLOCKS,
                Map.of("user_id", user.value()),
                (row, _) -> new Range(
                        row.getLong("first"),
                        row.getLong("last"),
                        row.getInt("memories"),
                        row.getLong("length"),
                        row.getBytes("gone")));
    }

    /// What is gone may still have postings, so only the others are compared.
    private boolean isAsItsRows(UserId user, Range range) {
        WordBlock block = blocks.ofRows(user.value(), range.first(), range.last());
        Map<String, byte[]> stored = blocks.postings(user.value(), range.first());
        Set<String> forms = new HashSet<>(stored.keySet());
        forms.addAll(block.postings().keySet());
        return range.memories() == block.memories()
                && range.length() == block.length()
                && Arrays.equals(range.gone(), block.gone())
                && forms.stream()
                        .allMatch(it -> Postings.areSame(
                                block.postings().getOrDefault(it, NOTHING),
                                stored.getOrDefault(it, NOTHING),
                                block.gone()));
    }

    /// Makes the block anew, if it has memories. The user must be locked.
    public void rebuild(UserId user, long first) {
        List<Range> range =
                ranges(user).stream().filter(it -> it.first() == first).toList();
        blocks.delete(user.value(), first);
        for (Range it : range) {
            WordBlock block = blocks.ofRows(user.value(), it.first(), it.last());
            if (block.memories() > 0) {
                blocks.insert(user.value(), block);
            }
        }
    }

    /// Makes blocks of the memories that are in none, if they are enough. The user must be locked.
    public void fold(UserId user) {
        builder.fold(user);
    }
}
