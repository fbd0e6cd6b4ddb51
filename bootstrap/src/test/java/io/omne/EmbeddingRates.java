package io.omne;

import io.omne.embedding.adapter.djl.LocalModels;
import io.omne.embedding.application.EmbeddingModel;
import io.omne.embedding.domain.Windows;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Measures how many memories are embedded a second, end to end, and how many texts the local model alone embeds.
final class EmbeddingRates {

    private static final Windows WINDOWS = new Windows(254, 32);

    private static final List<String> WORDS = List.of(
            ("harbour meeting decided budget ferry Ann Friday the a of with quiet morning hire engineer plan quarter review"
                            + " called about contract tomorrow")
                    .split(" "));

    private final Random random = new Random(5);

    private String text(int words) {
        return IntStream.range(0, words)
                .mapToObj(_ -> WORDS.get(random.nextInt(WORDS.size())))
                .collect(Collectors.joining(" "));
    }

    /// Texts a second of the local model alone, and memories a second end to end, on the same texts.
    record Rate(String texts, int words, double raw, double endToEnd) {

        double ratio() {
            return endToEnd / raw;
        }

        void print() {
            System.out.printf(
                    "[bench] %s texts of %d words: raw %.1f/s, end to end %.1f/s, ratio %.2f%n",
                    texts, words, raw, endToEnd, ratio());
        }
    }

    /// Short, medium and long texts.
    List<Rate> local() throws Exception {
        return List.of(local("short", 6_000, 10), local("medium", 2_000, 100), local("long", 120, 2_000));
    }

    private Rate local(String name, int count, int words) throws Exception {
        List<String> texts = texts(count, words);
        double raw = raw(texts);
        var rate = new Rate(name, words, raw, EmbeddingBacklog.rate("local", texts, texts.size() / 3));
        rate.print();
        return rate;
    }

    /// Memories a second with a model that costs nothing.
    double free(int count) throws Exception {
        double rate = EmbeddingBacklog.rate(ZeroCost.NAME, texts(count, 20), count / 2);
        System.out.printf("[bench] with a model that costs nothing: %.0f memories a second%n", rate);
        return rate;
    }

    private List<String> texts(int count, int words) {
        return IntStream.range(0, count).mapToObj(_ -> text(words)).toList();
    }

    /// Texts a second of the tokeniser and the model alone, on a thread a core.
    private static double raw(List<String> texts) throws Exception {
        try (EmbeddingModel model = LocalModels.open();
                ExecutorService threads =
                        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            List<Callable<Object>> calls = texts.stream()
                    .<Callable<Object>>map(text -> () -> model.embed(passages(model, text)))
                    .toList();
            threads.invokeAll(calls.subList(0, Math.min(20, calls.size())));
            long began = System.nanoTime();
            for (Future<Object> call : threads.invokeAll(calls)) {
                call.get();
            }
            return texts.size() / ((System.nanoTime() - began) / 1e9);
        }
    }

    private static List<String> passages(EmbeddingModel model, String text) {
        int[] ends = model.tokenEnds(text);
        return WINDOWS.over(ends.length).stream()
                .map(window -> text.substring(
                        window.from() == 0 ? 0 : ends[window.from() - 1],
                        window.to() == ends.length ? text.length() : ends[window.to() - 1]))
                .toList();
    }
}
