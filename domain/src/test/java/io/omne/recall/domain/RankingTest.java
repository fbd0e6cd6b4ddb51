package io.omne.recall.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.memory.MemoryId;
import io.omne.recall.TimeWindow;
import io.omne.recall.TimeWindow.Meaning;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RankingTest {

    private static final UUID TALK = new UUID(0, 1);
    private static final Instant START = Instant.parse("2024-05-10T10:00:00Z");
    private static final WordStatistics ONE_WORD = new WordStatistics(1_000, 10, List.of(5L));
    private static final Question ANYTHING = new Question("ferry", List.of(), null);

    private final Ranking ranking = new Ranking(table());

    /// Pieces 0 and 1 are alike, and 2 is another direction.
    private static PieceTable table() {
        byte[] vectors = new byte[3 * PieceTable.DIMENSION];
        vectors[0] = 127;
        vectors[PieceTable.DIMENSION] = 115;
        vectors[PieceTable.DIMENSION + 1] = 54;
        vectors[2 * PieceTable.DIMENSION + 2] = 127;
        return new PieceTable(vectors);
    }

    /// A message of the conversation, that many minutes after its start.
    private static Message message(int minute) {
        return new Message(minute, TALK);
    }

    private static final class Message {
        private final int minute;
        private final @Nullable UUID conversation;
        private @Nullable String speaker;
        private int frequency;
        private double cosine = 0.5;
        private short[] pieces = {};
        private Mark[] marks = {};

        private Message(int minute, @Nullable UUID conversation) {
            this.minute = minute;
            this.conversation = conversation;
        }

        private static Message note(int minute) {
            return new Message(minute, null);
        }

        private Message by(String name) {
            this.speaker = name;
            return this;
        }

        private Message with(int word) {
            this.frequency = word;
            return this;
        }

        private Message near(double value) {
            this.cosine = value;
            return this;
        }

        private Message pieces(int... ids) {
            this.pieces = new short[ids.length];
            for (int i = 0; i < ids.length; i++) {
                this.pieces[i] = (short) ids[i];
            }
            return this;
        }

        private Message marked(Mark... all) {
            this.marks = all;
            return this;
        }

        private Candidate candidate() {
            return new Candidate(
                    new IndexedMemory(
                            new MemoryId(new UUID(conversation == null ? 2 : 1, minute)),
                            minute,
                            conversation,
                            START.plus(Duration.ofMinutes(minute)),
                            speaker,
                            10,
                            new int[] {frequency},
                            pieces,
                            Set.of(marks)),
                    cosine);
        }
    }

    private List<Long> order(Question question, Message... messages) {
        return rank(question, List.of(messages)).stream()
                .map(it -> it.memory().number())
                .toList();
    }

    private List<RankedMemory> rank(Question question, List<Message> messages) {
        return ranking.rank(
                question, ONE_WORD, messages.stream().map(Message::candidate).toList());
    }

    private double score(Question question, Message... messages) {
        return rank(question, List.of(messages)).stream()
                .max(Comparator.comparingLong(it -> it.memory().number()))
                .orElseThrow()
                .score();
    }

    @Test
    void ranksAWordAndItsNeighbourhoodFirst() {
        assertThat(order(
                        ANYTHING,
                        message(0),
                        message(1),
                        message(2),
                        message(3),
                        message(4),
                        message(5).with(1),
                        message(6)))
                .startsWith(5L)
                .endsWith(0L, 1L)
                .containsSubsequence(4L, 3L, 2L, 0L);
    }

    @Test
    void endsTheNeighbourhoodAtALongPauseAndAtTheConversation() {
        assertThat(words(message(0).with(1), message(1))).isPositive();
        assertThat(words(message(0).with(1), message(481))).isZero();
        assertThat(words(message(0).with(1), new Message(1, new UUID(0, 9)))).isZero();
        assertThat(words(Message.note(0).with(1), Message.note(1))).isZero();
    }

    /// What the last message gets for words.
    private double words(Message... messages) {
        return rank(ANYTHING, List.of(messages)).stream()
                .max(Comparator.comparingLong(it -> it.memory().number()))
                .orElseThrow()
                .parts()
                .words();
    }

    @Test
    void ranksARareWordAboveACommonOne() {
        var statistics = new WordStatistics(1_000, 10, List.of(2L, 600L));
        List<Candidate> candidates = new ArrayList<>();
        for (int word = 0; word < 2; word++) {
            int[] frequencies = new int[2];
            frequencies[1 - word] = 1;
            IndexedMemory note = Message.note(word).candidate().memory();
            candidates.add(new Candidate(
                    new IndexedMemory(note.id(), word, null, START, null, 10, frequencies, new short[0], note.marks()),
                    0.5));
        }

        assertThat(ranking.rank(ANYTHING, statistics, candidates))
                .extracting(it -> it.memory().number())
                .containsExactly(1L, 0L);
    }

    @Test
    void ranksWhatIsNearInMeaningFirst() {
        assertThat(order(ANYTHING, Message.note(0).near(0.6), Message.note(1).near(0.7)))
                .containsExactly(1L, 0L);
    }

    @Test
    void takesAMemoryWithoutVectorForAnOrdinaryOne() {
        assertThat(order(
                        ANYTHING,
                        Message.note(0).near(0.3),
                        Message.note(1).near(Double.NaN),
                        Message.note(2).near(0.8)))
                .containsExactly(2L, 1L, 0L);
    }

    @Test
    void ranksPiecesThatAreAlikeAboveOthers() {
        var question = new Question("boat", List.of(new QuestionPiece((short) 0, false)), null);

        assertThat(order(
                        question,
                        Message.note(0).pieces(2),
                        Message.note(1).pieces(1, 2),
                        Message.note(2).pieces(0)))
                .containsExactly(2L, 1L, 0L);
    }

    @Test
    void countsStopWordsLess() {
        var stopWord = new QuestionPiece((short) 0, true);
        var word = new QuestionPiece((short) 2, false);

        assertThat(order(
                        new Question("the boat", List.of(stopWord, word), null),
                        Message.note(0).pieces(0),
                        Message.note(1).pieces(2)))
                .containsExactly(1L, 0L);
    }

    @Test
    void prefersTheSpeakerWhomTheQuestionNamesFirst() {
        var question = new Question("What did tom say to Lena?", List.of(), null);

        assertThat(order(
                        question,
                        message(0).by("Lena"),
                        message(1).by("Tom Smith"),
                        message(2).by("Lena")))
                .startsWith(1L);
    }

    @Test
    void takesTheUserForTheOneWhoAsks() {
        var question = new Question("What did I tell the assistant?", List.of(), null);

        assertThat(order(question, message(0).by("assistant"), message(1).by("user")))
                .containsExactly(1L, 0L);
    }

    @Test
    void takesTheOtherOneWhoIsNamedBeforeTheOneWhoAsks() {
        var question = new Question("What did Mia tell me?", List.of(), null);

        assertThat(order(question, message(0).by("user"), message(1).by("Mia"))).containsExactly(1L, 0L);
    }

    @Test
    void prefersRepliesAndTheFirstPerson() {
        assertThat(order(
                        ANYTHING,
                        message(0).by("Lena").marked(Mark.QUESTION),
                        message(1).by("Tom"),
                        message(2).by("Tom")))
                .startsWith(1L);
        assertThat(order(ANYTHING, message(0), message(1).marked(Mark.FIRST_PERSON)))
                .startsWith(1L);
    }

    @Test
    void prefersTimesForWhoAsksWhen() {
        assertThat(order(
                        new Question("When does it leave?", List.of(), null),
                        message(0),
                        message(1).marked(Mark.TIME)))
                .startsWith(1L);
        assertThat(order(ANYTHING, message(0), message(1).marked(Mark.TIME))).startsWith(0L);
    }

    @Test
    void prefersTheTimeThatIsNamed() {
        LocalDate day = LocalDate.of(2024, 5, 11);
        var question = new Question(
                "What was on 11 May?", List.of(), new TimeWindow("11 May", day, day.plusDays(1), Meaning.IN));

        assertThat(order(question, Message.note(0), Message.note(14 * 60))).startsWith(14 * 60L);
    }

    @Test
    void looksAtTheSpeakersOfConversationsOnly() {
        var question = new Question("When did I see Tom?", List.of(), null);

        assertThat(score(question, Message.note(0).by("Tom").marked(Mark.FIRST_PERSON, Mark.TIME)))
                .isEqualTo(score(question, Message.note(0)));
    }

    @Test
    void scoresAreProbabilitiesInTheOrderOfTheirSums() {
        List<RankedMemory> ranked = rank(ANYTHING, some());

        assertThat(ranked).allSatisfy(it -> assertThat(it.score()).isBetween(0.0, 1.0));
        assertThat(ranked).extracting(it -> it.parts().total()).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(ranked).extracting(RankedMemory::score).isSortedAccordingTo(Comparator.reverseOrder());
    }

    @Test
    void doNotDependOnTheOrderOfNotes() {
        List<Message> notes = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            notes.add(Message.note(i).with(i % 3).near(0.4 + i * 0.01));
        }
        List<RankedMemory> together = rank(ANYTHING, notes);
        Collections.shuffle(notes, new Random(5));

        assertThat(rank(ANYTHING, notes))
                .extracting(it -> it.memory().number())
                .isEqualTo(together.stream().map(it -> it.memory().number()).toList());
    }

    @Test
    void scoreWhatStandsOutHigher() {
        Message best = message(500).with(2).near(0.8);
        List<Message> alike = new ArrayList<>();
        List<Message> others = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            alike.add(Message.note(i).with(2).near(0.79));
            others.add(Message.note(i).near(0.4));
        }
        alike.add(best);
        others.add(best);

        assertThat(rank(ANYTHING, others).getFirst().score())
                .isGreaterThan(rank(ANYTHING, alike).getFirst().score() + 0.1);
    }

    private static List<Message> some() {
        var random = new Random(7);
        List<Message> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            all.add(message(i).with(random.nextInt(3)).near(random.nextDouble()).pieces(random.nextInt(3)));
        }
        return all;
    }

    @Test
    void ranksNothingOfNothing() {
        assertThat(rank(ANYTHING, List.of())).isEmpty();
        assertThat(ranking.rank(
                        new Question("?", List.of(), null),
                        new WordStatistics(0, 0, List.of()),
                        List.of(Message.note(0).candidate())))
                .singleElement()
                .satisfies(it -> assertThat(it.score()).isFinite());
    }
}
