package io.omne;

import io.omne.LoadGenerator.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// Requests of one kind by so many clients, and the bars for Omne against the plain service.
///
/// @param perSecond how many requests are sent each second, for both services; 0 for as many as are answered
/// @param leastRate of the rate of the plain service
/// @param mostCpu of its CPU time for each request; infinite for no bar
/// @param mostWal of its bytes of WAL for each request; infinite for no bar
record Workload(Kind kind, int clients, int perSecond, double leastRate, double mostCpu, double mostWal) {

    private static final double ANY = Double.POSITIVE_INFINITY;
    private static final int REQUESTS = 20_000;
    private static final int BULKS = 400;
    private static final int BULK = 100;
    private static final int PAGES = 10;
    private static final int LEAST_PER_PAGE = 10;
    private static final int MOST_PER_PAGE = 100;
    private static final int CACHED = 200;

    /// Rates that leave both services idle for much of the time.
    private static final int CREATES_A_SECOND = 100;

    private static final int READS_A_SECOND = 300;

    private static final String MEMORIES = "/api/v1/memories";
    private static final List<String> TYPES = List.of("", "note", "meeting", "task", "insight");

    enum Kind {
        CREATE,
        BULK,
        PATCH,
        GET,
        GET_NOT_CACHED,
        LIST_OF_20,
        LIST_OF_10000,
        LIST_OF_20_NOT_CACHED,
        LIST_OF_10000_NOT_CACHED
    }

    /// As many as are answered.
    private Workload(Kind kind, int clients, double leastRate, double mostCpu, double mostWal) {
        this(kind, clients, 0, leastRate, mostCpu, mostWal);
    }

    private static Workload atRate(Kind kind, int clients, int perSecond) {
        return new Workload(kind, clients, perSecond, 0, ANY, ANY);
    }

    static List<Workload> all() {
        return List.of(
                new Workload(Kind.CREATE, 1, 0.7, 1.4, 3),
                new Workload(Kind.CREATE, 16, 0.9, 1.4, 3),
                new Workload(Kind.CREATE, 64, 0.9, 1.4, 3),
                atRate(Kind.CREATE, 16, CREATES_A_SECOND),
                new Workload(Kind.BULK, 16, 0.7, 2, ANY),
                new Workload(Kind.PATCH, 1, 0.9, ANY, ANY),
                new Workload(Kind.PATCH, 16, 0.9, ANY, ANY),
                new Workload(Kind.PATCH, 64, 0.9, ANY, ANY),
                new Workload(Kind.GET, 1, 1, ANY, ANY),
                new Workload(Kind.GET, 16, 1, ANY, ANY),
                new Workload(Kind.GET, 64, 1, ANY, ANY),
                atRate(Kind.GET, 16, READS_A_SECOND),
                new Workload(Kind.GET_NOT_CACHED, 16, 1, ANY, ANY),
                new Workload(Kind.LIST_OF_20, 16, 1, ANY, ANY),
                new Workload(Kind.LIST_OF_10000, 16, 1, ANY, ANY),
                atRate(Kind.LIST_OF_10000, 16, READS_A_SECOND),
                new Workload(Kind.LIST_OF_20_NOT_CACHED, 16, 1, ANY, ANY),
                new Workload(Kind.LIST_OF_10000_NOT_CACHED, 16, 1, ANY, ANY));
    }

    String name() {
        String name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + clients;
        return perSecond > 0 ? name + "-at-" + perSecond : name;
    }

    /// Whether the answers may come from Redis.
    boolean isCached() {
        return switch (kind) {
            case GET_NOT_CACHED, LIST_OF_20_NOT_CACHED, LIST_OF_10000_NOT_CACHED -> false;
            default -> true;
        };
    }

    /// Whether a request that is sent again in the same round would cost less.
    boolean isOnlyOnce() {
        return !isCached() || kind == Kind.PATCH;
    }

    /// @param round from 0; in each round, other memories are written
    List<Request> requests(ComparedService service, ComparedUsers users, int round) {
        return switch (kind) {
            case CREATE -> creates(users);
            case BULK ->
                requests(
                        BULKS,
                        i -> new Request(
                                "POST", MEMORIES + "/bulk", of(users.writers(), i), users.bulk(i * BULK, BULK)));
            case PATCH ->
                requests(users.known(service).size(), i -> edit(users, of(users.known(service), i), i, round));
            case GET -> gets(users.known(service));
            case GET_NOT_CACHED ->
                users.known(service).stream().map(Workload::get).toList();
            case LIST_OF_20 -> requests(users.few().size(), i -> list(of(users.few(), i), ""));
            case LIST_OF_10000 -> requests(users.many().size() * clients, i -> list(of(users.many(), i), ""));
            case LIST_OF_20_NOT_CACHED -> lists(users.few());
            case LIST_OF_10000_NOT_CACHED -> lists(users.many());
        };
    }

    /// The same few again and again.
    static List<Request> gets(List<ComparedUsers.Known> memories) {
        return requests(CACHED, i -> get(of(memories, i)));
    }

    static List<Request> creates(ComparedUsers users) {
        return requests(
                REQUESTS,
                i -> new Request(
                        "POST",
                        MEMORIES,
                        of(users.writers(), i),
                        users.memory(i).toString()));
    }

    private interface Each {

        Request request(int number);
    }

    private static List<Request> requests(int count, Each each) {
        return IntStream.range(0, count).mapToObj(each::request).toList();
    }

    private static <T> T of(List<T> all, int number) {
        return all.get(number % all.size());
    }

    private static Request edit(ComparedUsers users, ComparedUsers.Known memory, int number, int round) {
        String body = Client.JSON
                .createObjectNode()
                .put("content", users.text(number + round + 1) + " (" + round + ")")
                .toString();
        return new Request("PATCH", MEMORIES + "/" + memory.id(), memory.user(), body);
    }

    private static Request get(ComparedUsers.Known memory) {
        return new Request("GET", MEMORIES + "/" + memory.id(), memory.user(), null);
    }

    private static Request list(Client user, String query) {
        return new Request("GET", MEMORIES + query, user, null);
    }

    /// Lists of these users, all different.
    static List<Request> lists(List<Client> users) {
        List<Request> all = new ArrayList<>();
        for (int perPage = LEAST_PER_PAGE; perPage < MOST_PER_PAGE; perPage++) {
            for (int page = 1; page <= PAGES; page++) {
                for (String type : TYPES) {
                    String query =
                            "?per_page=" + perPage + "&page=" + page + (type.isEmpty() ? "" : "&memory_type=" + type);
                    users.stream().map(user -> list(user, query)).forEach(all::add);
                }
            }
        }
        return all;
    }
}
