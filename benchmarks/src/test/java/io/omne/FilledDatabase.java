package io.omne;

import io.omne.memory.Content;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.JdbcTemplate;

/// Omne on a database with very many memories, a thousand of each user, that were not created one by one: their events
/// are written straight into it, the lists and the index of words are filled by replays. The server is started again
/// then: one that has replayed is warmer than another.
///
/// @param readers some of the users
/// @param replay of the lists
record FilledDatabase(ComparedService service, List<Client> readers, ListReplay replay) implements AutoCloseable {

    private static final int OF_A_USER = 1_000;
    private static final int READERS = 4;

    static FilledDatabase with(int memories, ComparedUsers texts) throws Exception {
        List<Client> readers =
                IntStream.range(0, READERS).mapToObj(_ -> new Client("")).toList();
        var database = TestDatabase.create();
        Seed.into(database, seed -> {
            for (int i = 0; i < memories / OF_A_USER; i++) {
                UUID user = i < READERS ? readers.get(i).user() : UUID.randomUUID();
                for (int k = 0; k < OF_A_USER; k++) {
                    seed.memory(user, new Content(texts.text(i * OF_A_USER + k)), k);
                }
            }
        });
        ComparedService filling = ComparedServices.omne(database);
        var administrator = Client.administrator(filling.url());
        ListReplay replay = ListReplay.measure(administrator, database, (long) memories * Seed.EVENTS_A_MEMORY);
        var sql = new JdbcTemplate(database.dataSource());
        SearchSeed.replay(sql, administrator, List.of("recall-words"));
        SearchSeed.copyMemories(sql);
        filling.kill();
        ComparedService service = ComparedServices.beside(filling);
        return new FilledDatabase(
                service, readers.stream().map(it -> it.at(service.url())).toList(), replay);
    }

    /// How many there are.
    long memories() {
        return Objects.requireNonNull(new JdbcTemplate(service.database().dataSource())
                .queryForObject("select count(*) from memories", Long.class));
    }

    @Override
    public void close() {
        service.close();
    }
}
