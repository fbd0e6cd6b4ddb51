package io.omne;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// Tests that searches find the evidence for questions in several languages: by words, meaning, neighbours, speakers
/// and dates.
class RecallTest {

    @Test
    void findsTheEvidence() {
        try (TestDatabase database = TestDatabase.create();
                Instance server =
                        new Instance(database.url(), TestRedis.shared(), Map.of("embedding.provider", "local"))) {
            var run = new RecallRun(RecallSet.small(), server.url());
            var figures = new RecallFigures("omne");
            run.queries().forEach(query -> figures.add(query, run.found(run.search(query, "hybrid", 10, false))));

            assertThat(figures.recallAt10()).isGreaterThanOrEqualTo(0.94);
            assertThat(figures.meanReciprocalRank()).isGreaterThanOrEqualTo(0.82);
        }
    }
}
