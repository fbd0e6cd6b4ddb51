package io.omne.embedding.adapter.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import io.omne.embedding.Vector;
import java.util.Arrays;

/// A text into a BERT model, and the states of its tokens out of it, pooled to the text's vector.
final class PooledBert implements NoBatchifyTranslator<String, Vector> {

    /// How many tokens the model takes. No passage should be that long; one that is loses its end.
    private static final int MOST_TOKENS = 512;

    private final WordPieces pieces;
    private final Pooling pooling;

    PooledBert(WordPieces pieces, Pooling pooling) {
        this.pieces = pieces;
        this.pooling = pooling;
    }

    @Override
    public NDList processInput(TranslatorContext context, String text) {
        long[] ids = pieces.ids(text, MOST_TOKENS);
        long[] ones = new long[ids.length];
        Arrays.fill(ones, 1);
        NDManager manager = context.getNDManager();
        var shape = new Shape(1, ids.length);
        return new NDList(
                named("input_ids", manager.create(ids, shape)),
                named("attention_mask", manager.create(ones, shape)),
                named("token_type_ids", manager.create(new long[ids.length], shape)));
    }

    private static NDArray named(String name, NDArray array) {
        array.setName(name);
        return array;
    }

    /// The states come as one text, its tokens, their components.
    @Override
    public Vector processOutput(TranslatorContext context, NDList outputs) {
        NDArray states = outputs.head();
        int dimension = (int) states.getShape().get(2);
        return Vector.towards(pooling.pool(states.toFloatArray(), dimension));
    }
}
