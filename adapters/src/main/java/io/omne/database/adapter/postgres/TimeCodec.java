package io.omne.database.adapter.postgres;

import io.netty.buffer.ByteBuf;
import io.r2dbc.postgresql.client.EncodedParameter;
import io.r2dbc.postgresql.codec.Codec;
import io.r2dbc.postgresql.message.Format;
import org.jspecify.annotations.Nullable;

/// Decodes {@link StoredTime}, and encodes nothing: the driver asks {@link #canEncode} first.
final class TimeCodec implements Codec<StoredTime> {

    private static final int TIMESTAMPTZ = 1184;

    @Override
    public boolean canDecode(int dataType, Format format, Class<?> type) {
        return dataType == TIMESTAMPTZ && format == Format.FORMAT_BINARY && type == StoredTime.class;
    }

    @Override
    public @Nullable StoredTime decode(
            @Nullable ByteBuf buffer, int dataType, Format format, Class<? extends StoredTime> type) {
        return buffer == null ? null : new StoredTime(PackedRow.time(buffer.readLong()));
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
