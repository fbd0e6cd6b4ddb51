package io.omne;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// CPU time that was used so far, in nanoseconds, for benchmarks: on a busy machine, other times say little.
///
/// @param process of this JVM, or of another process
/// @param sessions of each session of a database, by its process
public record CpuTime(long process, Map<String, Long> sessions) {

    private static final long NANOS_OF_A_TICK = 10_000_000;

    public static CpuTime now(TestDatabase database) {
        long process = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
        return new CpuTime(process, ofSessions(database));
    }

    /// The same with another process in the place of this JVM. Exact to a hundredth of a second.
    public static CpuTime now(TestDatabase database, long pid) {
        return new CpuTime(ticks(Path.of("/proc", Long.toString(pid)), "") * NANOS_OF_A_TICK, ofSessions(database));
    }

    private static Map<String, Long> ofSessions(TestDatabase database) {
        String name = URI.create(database.url()).getPath().substring(1);
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(it -> it.getFileName().toString().chars().allMatch(Character::isDigit))
                    .collect(Collectors.toMap(Path::toString, it -> ticks(it, name) * NANOS_OF_A_TICK));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Of all sessions.
    public long postgres() {
        return sessions.values().stream().mapToLong(Long::longValue).sum();
    }

    /// What was used since then. Sessions that have ended meanwhile are left out.
    public CpuTime since(CpuTime began) {
        Map<String, Long> used = new HashMap<>();
        sessions.forEach((session, time) -> used.put(session, time - began.sessions.getOrDefault(session, 0L)));
        return new CpuTime(process - began.process, used);
    }

    /// PostgreSQL shows the name of the database where other processes show their arguments.
    private static long ticks(Path process, String database) {
        try {
            if (!Files.readString(process.resolve("cmdline")).contains(database)) {
                return 0;
            }
            String stat = Files.readString(process.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        } catch (IOException e) {
            return 0; // it has ended
        }
    }
}
