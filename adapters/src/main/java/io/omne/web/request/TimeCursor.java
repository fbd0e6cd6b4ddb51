package io.omne.web.request;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;

/// The content of a cursor of a list that is sorted by a time and then by an id: the last item of the page before.
public record TimeCursor(Instant at, UUID id) {

    public byte[] bytes() {
        return ByteBuffer.allocate(Long.BYTES * 3 + Integer.BYTES)
                .putLong(at.getEpochSecond())
                .putInt(at.getNano())
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    /// @param bytes as {@link #bytes} returned them
    public static TimeCursor of(byte[] bytes) {
        var content = ByteBuffer.wrap(bytes);
        Instant at = Instant.ofEpochSecond(content.getLong(), content.getInt());
        return new TimeCursor(at, new UUID(content.getLong(), content.getLong()));
    }
}
