package io.omne.embedding.adapter.djl;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// Lets ONNX Runtime load its native libraries from where they were unpacked once. By itself, it unpacks them into a
/// new folder at each start.
final class NativeLibraries {

    private static final String FOLDER = "/ai/onnxruntime/native/";
    private static final String PROPERTY = "onnxruntime.native.%s.path";
    private static final String RUNTIME = "onnxruntime";
    private static final String BINDING = "onnxruntime4j_jni";

    private NativeLibraries() {}

    /// Must be called before ONNX Runtime is touched. Does nothing for a platform that it has no libraries for, or if
    /// the libraries cannot be unpacked: ONNX Runtime has its own ways then.
    static void use() {
        String platform = platform(System.getProperty("os.name"), System.getProperty("os.arch"));
        Optional<Path> runtime = library(platform, RUNTIME);
        Optional<Path> binding = library(platform, BINDING);
        if (runtime.isPresent() && binding.isPresent()) {
            System.setProperty(PROPERTY.formatted(RUNTIME), runtime.get().toString());
            System.setProperty(PROPERTY.formatted(BINDING), binding.get().toString());
        }
    }

    private static Optional<Path> library(String platform, String name) {
        return UnpackedResources.find(FOLDER + platform + "/" + System.mapLibraryName(name));
    }

    /// As ONNX Runtime names the folders in its jar.
    static String platform(String system, String architecture) {
        String lower = system.toLowerCase(Locale.ROOT);
        String os = lower.contains("mac") ? "osx" : lower.contains("win") ? "win" : "linux";
        return os + (architecture.equals("aarch64") ? "-aarch64" : "-x64");
    }
}
