package io.omne.recall.adapter.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.omne.memory.api.MemoryView;
import io.omne.recall.ScoreParts;
import io.omne.recall.TimeWindow;
import io.omne.recall.api.SearchHit;
import io.omne.recall.api.SearchHit.Passage;
import io.omne.recall.api.SearchMode;
import io.omne.recall.api.SearchResult;
import io.omne.web.request.ResponseBody;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The response bodies of searches.
interface SearchResponses {

    @JsonTypeName("SearchResults")
    record Results(List<Hit> data, Meta meta) implements ResponseBody {

        static Results of(SearchMode mode, boolean explain, SearchResult result) {
            TimeWindow window = result.window();
            return new Results(
                    result.hits().stream().map(hit -> Hit.of(hit, explain)).toList(),
                    new Meta(
                            mode,
                            result.model(),
                            result.searched(),
                            result.pending(),
                            result.degraded(),
                            window == null ? null : Window.of(window)));
        }
    }

    /// @param truncated whether `memory` has the passage alone for its content, because the whole does not fit
    @JsonTypeName("SearchHit")
    record Hit(
            MemoryView memory,
            boolean truncated,
            double score,
            Scores scores,
            Excerpt passage,
            List<String> matched,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Context context,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Explanation explain) {

        static Hit of(SearchHit hit, boolean explain) {
            SearchHit.Context context = hit.context();
            Passage passage = hit.passage();
            return new Hit(
                    hit.memory(),
                    !hit.isWhole(),
                    hit.score(),
                    new Scores(hit.meaning(), hit.words()),
                    new Excerpt(passage.text(), passage.start(), passage.end()),
                    hit.matched(),
                    context == null ? null : new Context(context.before(), context.after()),
                    explain ? Explanation.of(hit.parts()) : null);
        }
    }

    /// @param meaning the cosine of the best passage; null if the memory or the query has no vector
    /// @param words by BM25; null if the memory was not found by words
    @JsonTypeName("SearchScores")
    record Scores(@Nullable Double meaning, @Nullable Double words) {}

    @JsonTypeName("SearchPassage")
    record Excerpt(String text, int start, int end) {}

    @JsonTypeName("SearchContext")
    record Context(List<MemoryView> before, List<MemoryView> after) {}

    /// What each part adds to the score before it becomes a probability.
    @JsonTypeName("SearchExplanation")
    record Explanation(
            double words,
            double meaning,
            double pieces,
            double speaker,
            double firstPerson,
            double reply,
            double length,
            double when,
            double date,
            double total) {

        static Explanation of(ScoreParts parts) {
            return new Explanation(
                    parts.words(),
                    parts.meaning(),
                    parts.pieces(),
                    parts.speaker(),
                    parts.firstPerson(),
                    parts.reply(),
                    parts.length(),
                    parts.when(),
                    parts.date(),
                    parts.total());
        }
    }

    @JsonTypeName("SearchMeta")
    record Meta(
            SearchMode mode,
            @Nullable String model,
            long searched,
            long pending,
            List<SearchMode> degraded,
            @Nullable Window window) {}

    /// @param text the words of the query that name the time
    /// @param from null if it has no beginning
    /// @param until null if it has no end
    /// @param use how the window was used
    @JsonTypeName("SearchWindow")
    record Window(
            String text, @Nullable Instant from, @Nullable Instant until, Use use) {

        static Window of(TimeWindow window) {
            return new Window(window.text(), window.begin(), window.end(), Use.RANKED);
        }
    }

    /// How a time that the query names is used.
    enum Use {
        /// Memories near it are ranked higher. None is hidden.
        RANKED
    }
}
