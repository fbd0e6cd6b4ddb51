package io.omne.conversations.application.streaming;

import io.omne.conversations.ConversationEvent;
import io.omne.events.api.RecordedEvent;
import io.omne.events.api.StreamContribution;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Adds the events of extractions to the streams of the conversations' owners.
@Component
class StreamedExtractions implements StreamContribution {

    @Override
    public String aggregateType() {
        return ConversationEvent.AGGREGATE_TYPE;
    }

    @Override
    public Optional<ContributedEvent> contribute(RecordedEvent recorded) {
        return ConversationEvent.of(recorded.event())
                .flatMap(event -> ExtractionEvent.of(event, recorded.sequence() + 1)
                        .map(it -> new ContributedEvent(
                                event.owner().value(), it.type().text(), it)));
    }
}
