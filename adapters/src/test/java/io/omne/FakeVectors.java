package io.omne;

import io.omne.embedding.Vector;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The vectors of fake providers: of any dimension, the same for the same text, and cheap to make, to write and
/// to read, for only the first few components are not zero.
public final class FakeVectors {

    private static final int TELLING = 8;

    private static final Map<Integer, String> ZEROS = new ConcurrentHashMap<>();

    private FakeVectors() {}

    /// What the text's vector becomes on our side.
    public static Vector of(String text, int dimension) {
        var components = new float[dimension];
        long hash = hash(text);
        for (int i = 0; i < telling(dimension); i++) {
            components[i] = component(hash, i);
        }
        return Vector.towards(components);
    }

    /// As a JSON array.
    static void write(String text, int dimension, StringBuilder json) {
        long hash = hash(text);
        json.append('[');
        for (int i = 0; i < telling(dimension); i++) {
            json.append(i == 0 ? "" : ",").append(component(hash, i));
        }
        json.append(ZEROS.computeIfAbsent(dimension, it -> ",0".repeat(it - telling(it))))
                .append(']');
    }

    private static int telling(int dimension) {
        return Math.min(dimension, TELLING);
    }

    private static int component(long hash, int i) {
        return 1 + (int) (hash >>> (8 * i) & 0xff);
    }

    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }
}
