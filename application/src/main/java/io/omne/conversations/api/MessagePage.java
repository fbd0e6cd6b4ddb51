package io.omne.conversations.api;

import io.omne.conversations.api.ListMessages.After;
import io.omne.memory.api.MemoryView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The result of {@link ListMessages}.
///
/// @param data messages, which are memories
/// @param next where the next page begins; null on the last page
/// @param stale whether some of the user's writes before the request may be missing
public record MessagePage(List<MemoryView> data, @Nullable After next, boolean stale) {

    public MessagePage {
        data = List.copyOf(data);
    }
}
