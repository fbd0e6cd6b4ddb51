package io.omne.embedding.adapter.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import io.omne.embedding.Vector;
import java.util.Arrays;
import java.util.List;

/// Translates a text to the inputs of a model, and the states of its tokens, which the model returns, to the text's
/// vector.
final class TextTranslator implements NoBatchifyTranslator<String, Vector> {

    /// The inputs that a model can have. Not every model has all of them.
    static final List<String> INPUTS = List.of("input_ids", "attention_mask", "token_type_ids");

    private static final int TEXT_TOKEN_COMPONENT = 3;

    private final WordPieces pieces;
    private final List<String> inputs;
    private final LocalModel.Encoding encoding;
    private final String prefix;

    /// @param inputs the inputs of the model
    /// @param prefix a text that is put before each text
    TextTranslator(WordPieces pieces, List<String> inputs, LocalModel.Encoding encoding, String prefix) {
        this.pieces = pieces;
        this.inputs = inputs;
        this.encoding = encoding;
        this.prefix = prefix;
    }

    @Override
    public NDList processInput(TranslatorContext context, String text) {
        long[] ids = pieces.ids(prefix + text, encoding.mostTokens());
        NDManager manager = context.getNDManager();
        var all = new NDList();
        for (String input : inputs) {
            NDArray array = manager.create(values(input, ids), new Shape(1, ids.length));
            array.setName(input);
            all.add(array);
        }
        return all;
    }

    private static long[] values(String input, long[] ids) {
        return switch (input) {
            case "input_ids" -> ids;
            case "attention_mask" -> {
                long[] ones = new long[ids.length];
                Arrays.fill(ones, 1);
                yield ones;
            }
            default -> new long[ids.length];
        };
    }

    /// The states have three dimensions: one text, its tokens, their components. Other outputs may come with them.
    @Override
    public Vector processOutput(TranslatorContext context, NDList outputs) {
        NDArray states = outputs.stream()
                .filter(it -> it.getShape().dimension() == TEXT_TOKEN_COMPONENT)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the model gives no state for each token"));
        int dimension = (int) states.getShape().get(2);
        return Vector.towards(encoding.pooling().pool(states.toFloatArray(), dimension));
    }
}
