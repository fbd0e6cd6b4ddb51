/// The local embedding models, run in this process by DJL and ONNX Runtime: they need no network.
@NullMarked
package io.omne.embedding.adapter.djl;

import org.jspecify.annotations.NullMarked;
