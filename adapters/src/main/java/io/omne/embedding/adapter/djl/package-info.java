/// The local embedding model, run in this process by DJL and ONNX Runtime: it needs no network.
@NullMarked
package io.omne.embedding.adapter.djl;

import org.jspecify.annotations.NullMarked;
