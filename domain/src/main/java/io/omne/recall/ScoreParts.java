package io.omne.recall;

/// What each part adds to a memory's score, before it becomes a probability.
///
/// @param words the words of the question that it or its neighbours have
/// @param meaning the cosine of its vector
/// @param pieces how near its and its neighbours' single words come to those of the question
/// @param speaker whether it is said by the one whom the question names
/// @param firstPerson whether its speaker speaks of themself
/// @param reply whether it follows a question of another speaker
/// @param length how long it is
/// @param when whether it says a time, for a question that asks for one
/// @param date how near its time is to the time that the question names
public record ScoreParts(
        double words,
        double meaning,
        double pieces,
        double speaker,
        double firstPerson,
        double reply,
        double length,
        double when,
        double date) {

    /// The sum of all parts.
    public double total() {
        return words + meaning + pieces + speaker + firstPerson + reply + length + when + date;
    }
}
