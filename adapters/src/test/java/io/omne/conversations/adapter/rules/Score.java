package io.omne.conversations.adapter.rules;

/// How many memories were found, of how many that there are.
///
/// @param matched those that were found and are labelled
/// @param found all that were found
/// @param labelled all that are labelled
record Score(int matched, int found, int labelled) {

    static final Score NONE = new Score(0, 0, 0);

    Score plus(Score other) {
        return new Score(matched + other.matched, found + other.found, labelled + other.labelled);
    }

    double precision() {
        return found == 0 ? 1 : (double) matched / found;
    }

    double recall() {
        return labelled == 0 ? 1 : (double) matched / labelled;
    }
}
