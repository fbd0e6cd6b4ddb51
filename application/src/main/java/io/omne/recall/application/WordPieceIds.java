package io.omne.recall.application;

import io.omne.recall.domain.QuestionPiece;
import java.util.List;

/// Divides texts into word pieces: words, and parts of rare words. The vocabulary is always the one of
/// bge-small-en-v1.5, whatever the embedding model is, so that stored ids stay valid. Several threads may use it at
/// once.
public interface WordPieceIds {

    /// The most pieces of a memory. Of a longer text, the first ones are taken.
    int MOST = 4_096;

    /// The pieces of a memory's text, each once, in the order of the text: at most {@link #MOST}, without stop words,
    /// punctuation, and what the vocabulary lacks.
    short[] of(String text);

    /// The pieces of a question, in order, with stop words.
    List<QuestionPiece> ofQuestion(String question);
}
