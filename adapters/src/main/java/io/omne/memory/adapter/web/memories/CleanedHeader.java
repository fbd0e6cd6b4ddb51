package io.omne.memory.adapter.web.memories;

import java.util.List;
import org.springframework.http.HttpHeaders;

/// The header `Omne-Cleaned`, which says of which fields markup was taken out.
final class CleanedHeader {

    private static final String HEADER = "Omne-Cleaned";

    private CleanedHeader() {}

    /// No header where there is none.
    static HttpHeaders headers(List<String> fields) {
        var headers = new HttpHeaders();
        if (!fields.isEmpty()) {
            headers.set(HEADER, String.join(", ", fields));
        }
        return headers;
    }
}
