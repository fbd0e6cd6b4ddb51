package io.omne.embedding.adapter.djl;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import io.omne.embedding.ModelName;
import java.util.Map;

/// Models of ONNX Runtime, before they are loaded.
final class OnnxModels {

    private static final String ENGINE = "OnnxRuntime";

    /// Of each predictor: there is one a core.
    static final Map<String, String> ONE_THREAD = Map.of("intraOpNumThreads", "1", "interOpNumThreads", "1");

    private OnnxModels() {}

    static Model create(ModelName name) {
        // DJL would fetch libraries for a GPU and tell its makers about cloud machines.
        System.setProperty("ai.djl.offline", "true");
        // Before anything else touches ONNX Runtime: DJL wants to set its environment up itself.
        Engine.getEngine(ENGINE);
        return Model.newInstance(name.value(), Device.cpu(), ENGINE);
    }
}
