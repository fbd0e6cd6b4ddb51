package io.omne.embedding.adapter.djl;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import io.omne.embedding.ModelName;
import java.util.Map;

/// Creates models of ONNX Runtime, which are still to be loaded.
final class OnnxModels {

    private static final String ENGINE = "OnnxRuntime";

    /// The options of each predictor: there is one predictor for each core.
    static final Map<String, String> ONE_THREAD = Map.of("intraOpNumThreads", "1", "interOpNumThreads", "1");

    private OnnxModels() {}

    static Model create(ModelName name) {
        // Otherwise DJL would download libraries for a GPU, and report cloud machines to its makers.
        System.setProperty("ai.djl.offline", "true");
        NativeLibraries.use();
        // Before anything else touches ONNX Runtime: DJL wants to set its environment up itself.
        Engine.getEngine(ENGINE);
        return Model.newInstance(name.value(), Device.cpu(), ENGINE);
    }
}
