package io.omne.recall.adapter.djl;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;

/// bge-small-en-v1.5, asked for single word pieces.
final class PieceModel implements AutoCloseable {

    static final int PIECES = 30_522;
    static final int DIMENSION = 384;

    private static final int CLS = 101;
    private static final int SEP = 102;

    private final Model model;
    private final Predictor<Integer, double[]> predictor;

    private PieceModel(Model model) {
        this.model = model;
        this.predictor = model.newPredictor(new Translator(model));
    }

    static PieceModel load() throws IOException, MalformedModelException {
        System.setProperty("ai.djl.offline", "true");
        Engine.getEngine("OnnxRuntime");
        Model model = Model.newInstance("bge-small-en-v1.5", Device.cpu(), "OnnxRuntime");
        try (InputStream onnx =
                Objects.requireNonNull(PieceModel.class.getResourceAsStream("/bge-small-en-v1.5-q.onnx"))) {
            model.load(onnx, Map.of("intraOpNumThreads", "1", "interOpNumThreads", "1"));
        }
        return new PieceModel(model);
    }

    /// The mean of the states of a piece and of the two tokens around it, of length 1.
    double[] vector(int piece) throws TranslateException {
        return predictor.predict(piece);
    }

    @Override
    public void close() {
        predictor.close();
        model.close();
    }

    private record Translator(Model model) implements NoBatchifyTranslator<Integer, double[]> {

        @Override
        public NDList processInput(TranslatorContext context, Integer piece) {
            var inputs = new NDList();
            for (String input : model.getBlock().describeInput().keys()) {
                NDArray array = context.getNDManager().create(values(input, piece), new Shape(1, 3));
                array.setName(input);
                inputs.add(array);
            }
            return inputs;
        }

        private static long[] values(String input, int piece) {
            return switch (input) {
                case "input_ids" -> new long[] {CLS, piece, SEP};
                case "attention_mask" -> new long[] {1, 1, 1};
                default -> new long[3];
            };
        }

        @Override
        public double[] processOutput(TranslatorContext context, NDList outputs) {
            float[] states = outputs.stream()
                    .filter(it -> it.getShape().dimension() == 3)
                    .findFirst()
                    .orElseThrow()
                    .toFloatArray();
            double[] sum = new double[DIMENSION];
            for (int i = 0; i < states.length; i++) {
                sum[i % DIMENSION] += states[i];
            }
            return unit(sum);
        }
    }

    static double[] unit(double[] vector) {
        double squares = 0;
        for (double component : vector) {
            squares += component * component;
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= Math.sqrt(squares);
        }
        return vector;
    }
}
