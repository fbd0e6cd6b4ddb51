package io.omne.conversations.application.extraction;

import io.omne.access.UserId;
import io.omne.conversations.application.extraction.MemorySources.OwnedSource;
import io.omne.conversations.application.extractor.Quote;
import io.omne.events.api.Uninterruptibles;
import io.omne.jobs.api.Jobs.Progress;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryKey;
import io.omne.memory.api.FindMemories;
import io.omne.memory.api.FindMemories.FoundMemories;
import io.omne.memory.api.MemoryView;
import io.omne.memory.api.ReadModelCheck;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.axonframework.queryhandling.QueryGateway;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Checks that the quotes of extracted memories stand in their messages, word for word. Messages that were edited or
/// deleted are left out.
@Component
class SourceCheck implements ReadModelCheck {

    private static final int PAGE = 250;

    private static final int NEVER_EDITED = 1;

    private final MemorySources sources;
    private final QueryGateway queries;

    SourceCheck(MemorySources sources, QueryGateway queries) {
        this.sources = sources;
        this.queries = queries;
    }

    @Override
    public String name() {
        return "sources";
    }

    @Override
    public void run(Progress progress, Differences differences) {
        List<OwnedSource> page = sources.after(null, PAGE);
        while (!page.isEmpty()) {
            page.stream()
                    .collect(Collectors.groupingBy(OwnedSource::owner))
                    .forEach((owner, sources) -> check(owner, sources, differences));
            progress.done(page.size());
            page = sources.after(page.getLast(), PAGE);
        }
    }

    private void check(UserId owner, List<OwnedSource> sources, Differences differences) {
        List<MemoryId> ids = sources.stream()
                .map(it -> it.source().quote().message())
                .distinct()
                .toList();
        FoundMemories found =
                Uninterruptibles.await(() -> queries.query(new FindMemories(owner, ids), FoundMemories.class));
        Map<MemoryId, MemoryView> messages =
                found.memories().stream().collect(Collectors.toMap(it -> new MemoryId(it.id()), Function.identity()));
        for (OwnedSource it : sources) {
            Quote quote = it.source().quote();
            if (isWrong(quote, messages.get(quote.message()))) {
                differences.add(
                        new MemoryKey(owner, it.source().memory()),
                        "a quote of it does not stand in a message that was never edited");
            }
        }
    }

    private static boolean isWrong(Quote quote, @Nullable MemoryView message) {
        return message != null && message.version() == NEVER_EDITED && !quote.standsIn(message.content());
    }
}
