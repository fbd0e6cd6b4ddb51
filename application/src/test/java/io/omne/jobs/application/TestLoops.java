package io.omne.jobs.application;

import io.omne.jobs.api.Loops;
import io.omne.memory.application.OneKind;

/// The loops of the house, for tests of who has some.
public final class TestLoops {

    private TestLoops() {}

    public static Loops create() {
        return new ThreadLoops(new OneKind());
    }
}
