package io.omne.database.adapter.postgres;

import io.netty.buffer.ByteBuf;
import io.r2dbc.postgresql.client.EncodedParameter;
import io.r2dbc.postgresql.codec.Codec;
import io.r2dbc.postgresql.message.Format;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// Decodes values of type `timestamptz` that come in binary. The driver's own codec counts days before October 1582 by
/// the Julian calendar, as `java.util.Date` does, and so reads other times than PostgreSQL has stored.
final class TimeCodec implements Codec<OffsetDateTime> {

    private static final int TIMESTAMPTZ = 1184;

    @Override
    public boolean canDecode(int dataType, Format format, Class<?> type) {
        return dataType == TIMESTAMPTZ && format == Format.FORMAT_BINARY && type == OffsetDateTime.class;
    }

    @Override
    public @Nullable OffsetDateTime decode(
            @Nullable ByteBuf buffer, int dataType, Format format, Class<? extends OffsetDateTime> type) {
        return buffer == null ? null : PackedRow.time(buffer.readLong()).atOffset(ZoneOffset.UTC);
    }

    @Override
    public boolean canEncode(Object value) {
        return false;
    }

    @Override
    public boolean canEncodeNull(Class<?> type) {
        return false;
    }

    @Override
    public EncodedParameter encode(Object value) {
        throw new UnsupportedOperationException("only decodes");
    }

    @Override
    public EncodedParameter encode(Object value, int dataType) {
        throw new UnsupportedOperationException("only decodes");
    }

    @Override
    public EncodedParameter encodeNull() {
        throw new UnsupportedOperationException("only decodes");
    }
}
