package io.omne.events.adapter.postgres;

import io.omne.database.adapter.postgres.PackedRow;
import io.omne.database.adapter.postgres.PackedSql;
import io.omne.events.api.ProcessorPositions.Position;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.jspecify.annotations.Nullable;

/// The tokens of a processor's segments.
record StoredTokens(List<StoredToken> tokens) {

    /// The rows of `token_entry`, for {@link #read}.
    static final String PACKED = PackedSql.rows(
            PackedSql.int4("segment"), PackedSql.bytes("coalesce(token, '')"), PackedSql.optionalText("token_type"));

    private record StoredToken(int segment, @Nullable TrackingToken token) {}

    /// An event of an owner.
    record Event(long position, String aggregate) {}

    /// Up to which position all events are handled, apart from the gaps.
    record Handled(long position, Set<Long> gaps) {

        static final Handled UNKNOWN = new Handled(Long.MAX_VALUE, Set.of());

        /// Whether each event that is not handled now was not handled before either. Not so after a reset.
        boolean isAfter(Handled before) {
            return position >= before.position
                    && gaps.stream().allMatch(gap -> gap > before.position || before.gaps.contains(gap));
        }
    }

    static StoredTokens read(byte @Nullable [] packed, Serializer serializer) {
        return new StoredTokens(PackedRow.readAll(packed, row -> read(row, serializer)));
    }

    private static StoredToken read(PackedRow row, Serializer serializer) {
        int segment = row.int4();
        byte[] token = row.bytes();
        String type = row.optionalText();
        return new StoredToken(
                segment,
                type == null
                        ? null
                        : serializer.<byte[], TrackingToken>deserialize(
                                new SimpleSerializedObject<>(token, byte[].class, type, null)));
    }

    Handled handled() {
        long position = tokens.stream()
                .map(StoredToken::token)
                .mapToLong(token -> token == null ? 0 : token.position().orElse(0))
                .min()
                .orElse(0);
        Set<Long> gaps = tokens.stream()
                .map(StoredToken::token)
                .flatMap(token -> token instanceof GapAwareTrackingToken aware ? aware.getGaps().stream() : Stream.of())
                .collect(Collectors.toSet());
        return new Handled(position, gaps);
    }

    /// The positions of those of the events that their segments have not handled.
    Set<Long> pending(List<Event> events) {
        Segment[] segments = Segment.computeSegments(
                tokens.stream().mapToInt(StoredToken::segment).toArray());
        var positions = new HashSet<Long>();
        for (Event event : events) {
            if (!isHandled(event, segments)) {
                positions.add(event.position());
            }
        }
        return positions;
    }

    private boolean isHandled(Event event, Segment[] segments) {
        List<@Nullable TrackingToken> own = new ArrayList<>();
        Arrays.stream(segments)
                .filter(segment -> segment.matches(event.aggregate()))
                .forEach(segment -> tokens.stream()
                        .filter(it -> it.segment() == segment.getSegmentId())
                        .forEach(it -> own.add(it.token())));
        return new Position(own).hasPassed(event.position());
    }
}
