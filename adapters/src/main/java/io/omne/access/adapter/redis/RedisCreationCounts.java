package io.omne.access.adapter.redis;

import io.omne.access.UserId;
import io.omne.access.api.CreationLimit.Kind;
import io.omne.access.application.CreationCounts;
import io.omne.access.application.Window;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;

/// Keeps a hash for each user and kind, `memories:user:{user_id}:created:{milliseconds of the window}` or
/// `messages:user:…`: a count for each slice of the window that has one. A second key for each request with an
/// idempotency key has the number that was granted. Redis provides the time, and runs each step as one script.
@Component
class RedisCreationCounts implements CreationCounts {

    /// KEYS: the hash, and the number granted if the request may be repeated. ARGV: wanted, limit, a slice's
    /// milliseconds, how many slices before the current one count. Slices in the future are from before the clock
    /// was set back.
    private static final RedisScript<String> ADD = RedisScript.of("""
            local wanted, limit = tonumber(ARGV[1]), tonumber(ARGV[2])
            local slice, before = tonumber(ARGV[3]), tonumber(ARGV[4])
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            local current = math.floor(now / slice)
            local found = redis.call('HGETALL', KEYS[1])
            local counts, slices, used = {}, {}, 0
            for i = 1, #found, 2 do
                local it = tonumber(found[i])
                if it < current - before or it > current + before then
                    redis.call('HDEL', KEYS[1], found[i])
                else
                    counts[it] = tonumber(found[i + 1])
                    slices[#slices + 1] = it
                    used = used + counts[it]
                end
            end
            local granted = KEYS[2] and wanted > 0 and tonumber(redis.call('GET', KEYS[2]) or '') or nil
            local added = math.max(0, math.min(wanted, granted or limit - used))
            local counted = granted and -1 or current
            if added > 0 and not granted then
                if not counts[current] then
                    counts[current] = 0
                    slices[#slices + 1] = current
                end
                counts[current] = counts[current] + added
                used = used + added
                redis.call('HSET', KEYS[1], string.format('%.0f', current), string.format('%.0f', counts[current]))
                local kept = string.format('%.0f', (before + 2) * slice)
                redis.call('PEXPIRE', KEYS[1], kept)
                if KEYS[2] then redis.call('SET', KEYS[2], string.format('%.0f', added), 'PX', kept) end
            end
            table.sort(slices)
            local left, next = used, 0
            for _, it in ipairs(slices) do
                left = left - counts[it]
                if left < limit then
                    next = (it + 1 + before) * slice - now
                    break
                end
            end
            return string.format('%.0f %.0f %.0f %.0f', added, used, next, counted)
            """, String.class);

    /// KEYS: as above. ARGV: the slice, the number to subtract from its count.
    private static final RedisScript<Long> REMOVE = RedisScript.of("""
            if KEYS[2] then redis.call('DEL', KEYS[2]) end
            local counted = tonumber(redis.call('HGET', KEYS[1], ARGV[1]) or '0')
            if counted > tonumber(ARGV[2]) then return redis.call('HINCRBY', KEYS[1], ARGV[1], -tonumber(ARGV[2])) end
            return redis.call('HDEL', KEYS[1], ARGV[1])
            """, Long.class);

    /// Longer than the command's own time-out, so that no call waits forever if that time-out fails.
    private static final Duration LONGEST = Duration.ofMillis(500);

    private final ReactiveStringRedisTemplate redis;

    RedisCreationCounts(ReactiveStringRedisTemplate redis) {
        this.redis = redis;
    }

    @Override
    public Count add(UserId user, Kind kind, Window window, int limit, int wanted, @Nullable String request) {
        String answer = redis.execute(
                        ADD,
                        keys(user, kind, window, request),
                        arguments(wanted, limit, window.sliceMillis(), window.slices()))
                .blockFirst(LONGEST);
        if (answer == null) {
            throw new IllegalStateException("Redis has not counted");
        }
        String[] numbers = answer.split(" ", 4);
        return new Count(
                Integer.parseInt(numbers[0]),
                Integer.parseInt(numbers[1]),
                Duration.ofMillis(Long.parseLong(numbers[2])),
                Long.parseLong(numbers[3]));
    }

    @Override
    public void remove(UserId user, Kind kind, Window window, Count count, @Nullable String request) {
        redis.execute(REMOVE, keys(user, kind, window, request), arguments(count.slice(), count.added()))
                .blockFirst(LONGEST);
    }

    /// The braces put both keys into one slot of a cluster.
    private static List<String> keys(UserId user, Kind kind, Window window, @Nullable String request) {
        String counts = "%s:user:%s:created:%d"
                .formatted(
                        kind.name().toLowerCase(Locale.ROOT),
                        user,
                        window.length().toMillis());
        return request == null ? List.of(counts) : List.of(counts, "{" + counts + "}:" + request);
    }

    private static List<String> arguments(long... numbers) {
        return LongStream.of(numbers).mapToObj(Long::toString).toList();
    }
}
