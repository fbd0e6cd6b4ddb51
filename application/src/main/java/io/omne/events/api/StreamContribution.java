package io.omne.events.api;

import java.util.Optional;
import java.util.UUID;

/// Adds the events of a type of aggregates to the streams that clients follow, beside the events of
/// memories. A module contributes one as a bean.
public interface StreamContribution {

    /// The type of the aggregates. Each type has one contribution.
    String aggregateType();

    /// The event as its owner gets it; empty if it is not for clients, or if this version cannot read
    /// it.
    Optional<ContributedEvent> contribute(RecordedEvent recorded);

    /// @param owner the id of the user whose event it is
    /// @param name part of the HTTP contract, such as `extraction_completed`
    /// @param data becomes JSON as the bodies of responses do
    record ContributedEvent(UUID owner, String name, Record data) {}
}
