package io.omne.memory.adapter.web.memories;

import java.util.List;
import org.springframework.http.HttpHeaders;

/// The header `Omne-Cleaned`, which names the fields from which markup was removed.
final class CleanedHeader {

    private static final String HEADER = "Omne-Cleaned";

    private CleanedHeader() {}

    /// Returns no header if there are no such fields.
    static HttpHeaders headers(List<String> fields) {
        var headers = new HttpHeaders();
        if (!fields.isEmpty()) {
            headers.set(HEADER, String.join(", ", fields));
        }
        return headers;
    }
}
