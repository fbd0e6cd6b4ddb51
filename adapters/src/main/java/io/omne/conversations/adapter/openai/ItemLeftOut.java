package io.omne.conversations.adapter.openai;

import io.omne.conversations.application.extractor.LeftOut;

/// Thrown to end the reading of one item of an answer.
final class ItemLeftOut extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final LeftOut reason;

    ItemLeftOut(LeftOut reason) {
        super(reason.text(), null, false, false);
        this.reason = reason;
    }

    LeftOut reason() {
        return reason;
    }
}
