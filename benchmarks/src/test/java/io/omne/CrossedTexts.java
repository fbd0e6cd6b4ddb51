package io.omne;

import io.omne.embedding.Vector;
import io.omne.embedding.application.EmbeddingModel;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Any number of memories and questions, made of a few: memories of the halves of two, questions of the thirds of
/// three.
/// Only the few memories are embedded. The vector of another is a mixture of those of its two, with a difference of two
/// others added, so that it lies in the directions of real ones.
final class CrossedTexts {

    /// Texts that are embedded, and their length in characters.
    private static final int MOST = 2_000;

    private static final int LONGEST = 400;
    private static final float NOISE = 0.5f;

    private final List<String> texts;
    private final List<float[]> vectors;
    private final List<String> questions;
    private final Random random = new Random(5);

    CrossedTexts(List<RecallSet> sets, EmbeddingModel model) {
        texts = sets.stream()
                .flatMap(set -> set.memories().values().stream().flatMap(List::stream))
                .map(RecallSet.Memory::text)
                .filter(text -> text.length() <= LONGEST && model.supports(text))
                .distinct()
                .limit(MOST)
                .toList();
        vectors = texts.parallelStream()
                .map(text -> model.embed(List.of(text)).getFirst().components())
                .toList();
        questions = sets.stream()
                .flatMap(set -> set.queries().values().stream().flatMap(List::stream))
                .map(query -> query.text().replaceAll("[\"“”]", "")) // a phrase would be required
                .distinct()
                .toList();
    }

    record Embedded(String text, Vector vector) {

        /// The same as a memory with one passage.
        EmbeddedMemory of(String user, String id) {
            var memory = new RecallSet.Memory(user, id, null, null, null, text);
            return new EmbeddedMemory(memory, List.of(new EmbeddedMemory.Passage(text, vector)));
        }
    }

    /// Another memory at each call.
    Embedded memory() {
        int[] of = random.ints(4, 0, texts.size()).toArray();
        float share = random.nextFloat();
        float[] weights = {share, 1 - share, NOISE, -NOISE};
        float[] sum = new float[vectors.getFirst().length];
        for (int k = 0; k < of.length; k++) {
            float[] vector = vectors.get(of[k]);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += weights[k] * vector[i];
            }
        }
        return new Embedded(cross(texts, of[0], of[1]), Vector.towards(sum));
    }

    /// The question of this number. The first are those of the sets; all are different.
    String question(int number) {
        int count = questions.size();
        return cross(
                questions,
                number % count,
                (number + number / count) % count,
                (number + number / count / count) % count);
    }

    private static String cross(List<String> texts, int... of) {
        return IntStream.range(0, of.length)
                .mapToObj(part -> {
                    List<String> words = Arrays.asList(texts.get(of[part]).split(" "));
                    return words.subList(words.size() * part / of.length, words.size() * (part + 1) / of.length);
                })
                .flatMap(List::stream)
                .collect(Collectors.joining(" "));
    }
}
