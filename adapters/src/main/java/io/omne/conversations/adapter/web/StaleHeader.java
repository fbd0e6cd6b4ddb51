package io.omne.conversations.adapter.web;

import org.springframework.http.ResponseEntity;
import org.springframework.http.ResponseEntity.BodyBuilder;

/// The header `Omne-Stale`, which says that an answer may lack some of its user's last writes.
final class StaleHeader {

    private StaleHeader() {}

    static BodyBuilder answer(boolean isStale) {
        BodyBuilder answer = ResponseEntity.ok();
        return isStale ? answer.header("Omne-Stale", "true") : answer;
    }
}
