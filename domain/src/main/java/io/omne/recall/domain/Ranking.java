package io.omne.recall.domain;

import io.omne.recall.ScoreParts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Ranks memories for a question. Each part of a score has an absolute scale.
public final class Ranking {

    private final PieceTable table;

    public Ranking(PieceTable table) {
        this.table = table;
    }

    /// The candidates with their scores, best first. Candidates with the same score stay in their order.
    ///
    /// @param candidates each once, conversation by conversation, in the order of their times; those that were
    ///     found, with a few of their neighbours before and after
    public List<RankedMemory> rank(Question question, WordStatistics statistics, List<Candidate> candidates) {
        List<ScoreParts> parts = parts(question, statistics, candidates);
        var calibration = new Calibration(parts);
        List<RankedMemory> ranked = new ArrayList<>(candidates.size());
        for (int i = 0; i < candidates.size(); i++) {
            ranked.add(
                    new RankedMemory(candidates.get(i).memory(), calibration.probability(parts.get(i)), parts.get(i)));
        }
        ranked.sort(Comparator.comparingDouble((RankedMemory it) -> it.parts().total())
                .reversed());
        return ranked;
    }

    private List<ScoreParts> parts(Question question, WordStatistics statistics, List<Candidate> candidates) {
        var neighbours = new Neighbours(candidates);
        double[] words = WordSimilarity.of(statistics, candidates, neighbours);
        double[] pieces = new PieceSimilarity(table, candidates).of(question.pieces(), neighbours);
        var cues = new Cues(question, candidates, neighbours);
        List<ScoreParts> parts = new ArrayList<>(candidates.size());
        for (int i = 0; i < candidates.size(); i++) {
            parts.add(new ScoreParts(
                    Weights.WORDS * words[i],
                    Weights.MEANING * meaning(candidates.get(i)),
                    Weights.PIECES * pieces[i],
                    Weights.SPEAKER * cues.speaker(i),
                    Weights.FIRST_PERSON * cues.firstPerson(i),
                    Weights.REPLY * cues.reply(i),
                    Weights.LENGTH * cues.length(i),
                    Weights.WHEN * cues.when(i),
                    Weights.DATE * cues.date(i)));
        }
        return parts;
    }

    private static double meaning(Candidate candidate) {
        return Double.isNaN(candidate.cosine()) ? Weights.USUAL_COSINE : candidate.cosine();
    }
}
