package io.omne.events.adapter.postgres;

/// A condition for statements of other modules for which a second statement about dead letters would cost too much.
public final class DeadLetterCondition {

    private DeadLetterCondition() {}

    /// Whether an aggregate has dead letters, as an SQL expression.
    ///
    /// @param processor its name, a constant of the caller
    /// @param aggregate an SQL expression for the id, of type `text`
    public static String exist(String processor, String aggregate) {
        return """
                exists (select from dead_letter_entry l
                    where l.processing_group = '%s' and l.sequence_identifier = %s)""".formatted(processor, aggregate);
    }
}
