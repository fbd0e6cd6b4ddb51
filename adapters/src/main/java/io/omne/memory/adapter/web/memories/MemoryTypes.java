package io.omne.memory.adapter.web.memories;

import io.omne.memory.MemoryType;
import io.omne.web.request.TextValues;

/// The types of memories as requests name them.
public final class MemoryTypes {

    /// What the specification's own example calls a meeting.
    public static final String MEETING_NOTE = "meeting_note";

    private MemoryTypes() {}

    /// @throws io.omne.validation.InvalidValue when there is no such type
    public static MemoryType of(String field, String text) {
        return text.equals(MEETING_NOTE) ? MemoryType.MEETING : TextValues.oneOf(MemoryType.values(), field, text);
    }
}
