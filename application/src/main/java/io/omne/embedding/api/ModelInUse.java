package io.omne.embedding.api;

import io.omne.embedding.ModelSpec;

/// Which model texts are embedded with, as of a moment ago. May block, for as long as a connection takes.
public interface ModelInUse {

    ModelSpec spec();
}
