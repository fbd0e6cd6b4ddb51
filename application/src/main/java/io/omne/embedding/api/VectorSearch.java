package io.omne.embedding.api;

import io.omne.access.UserId;
import io.omne.embedding.TextSpan;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/// Finds a user's texts by the vectors of their passages. Uses the vectors of the model of the query alone. Does not
/// block; the work in the database ends if the subscriber cancels.
public interface VectorSearch {

    /// The texts that are nearest to the question, by the best passage of each, the nearest first. Exact for users
    /// with few passages, and approximate for others.
    ///
    /// @param selection the texts that may be found; it is applied before the nearest are taken
    /// @param limit the most texts to find, at most 1,000
    Mono<List<Match>> nearest(UserId owner, QueryVector query, VectorSelection selection, int limit);

    /// How near these texts are to the question, by the best passage of each, in any order. Exact, so it is for few
    /// texts. Leaves out texts that have no vectors, or are not the user's.
    Mono<List<Match>> cosines(UserId owner, QueryVector query, VectorSelection selection);

    /// A text and its best passage.
    ///
    /// @param cosine of the angle between question and passage, from -1 to 1
    /// @param span where the passage is; null if it was stored by a version that did not know
    record Match(UUID id, double cosine, @Nullable TextSpan span) {}
}
