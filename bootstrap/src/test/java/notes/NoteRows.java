package notes;

import io.omne.access.UserId;
import io.omne.embedding.TextKey;
import io.omne.embedding.api.Claim;
import io.omne.embedding.api.SourceText;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.RowMapper;

/// The table `notes`: each is embedded or waits for it.
class NoteRows {

    static final String SOURCE = "notes";

    private static final RowMapper<TextKey> KEY = (row, _) ->
            new TextKey(SOURCE, new UserId(row.getObject("user_id", UUID.class)), row.getObject("id", UUID.class));

    private final JdbcOperations jdbc;

    NoteRows(JdbcOperations jdbc) {
        this.jdbc = jdbc;
        jdbc.execute("create table if not exists notes (user_id uuid, id uuid, text text not null,"
                + " revision int not null default 1, embedded boolean not null default false,"
                + " primary key (user_id, id))");
    }

    TextKey add(UserId owner, String text) {
        var key = new TextKey(SOURCE, owner, UUID.randomUUID());
        jdbc.update("insert into notes (user_id, id, text) values (?, ?, ?)", owner.value(), key.id(), text);
        return key;
    }

    void delete(TextKey key) {
        jdbc.update(
                "delete from notes where user_id = ? and id = ?", key.owner().value(), key.id());
    }

    List<Claim> waiting(int limit) {
        return jdbc.query(
                "select * from notes where not embedded limit ? for update skip locked",
                (row, number) -> new Claim(
                        KEY.mapRow(row, number), 1, row.getInt("revision"), String.valueOf(row.getString("text"))),
                limit);
    }

    void setEmbedded(TextKey key, boolean embedded) {
        jdbc.update(
                "update notes set embedded = ? where user_id = ? and id = ?",
                embedded,
                key.owner().value(),
                key.id());
    }

    List<TextKey> embedded(TextKey after, int limit) {
        return jdbc.query(
                "select user_id, id from notes where embedded and (user_id, id) > (?, ?) order by user_id, id limit ?",
                KEY,
                after.owner().value(),
                after.id(),
                limit);
    }

    List<SourceText> find(Collection<TextKey> keys) {
        return texts(keys, "");
    }

    List<SourceText> lock(Collection<TextKey> keys) {
        return texts(keys, " order by user_id, id for update");
    }

    private List<SourceText> texts(Collection<TextKey> keys, String order) {
        return jdbc.query(
                "select * from notes where embedded and id = any(?)" + order,
                (row, number) -> new SourceText(
                        KEY.mapRow(row, number), row.getInt("revision"), String.valueOf(row.getString("text")), false),
                (Object) keys.stream().map(TextKey::id).toArray(UUID[]::new));
    }
}
