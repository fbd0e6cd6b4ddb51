package io.omne.web.request;

import java.util.List;
import org.springframework.http.HttpHeaders;

/// The header `Omne-Cleaned`, which names the fields from which markup was removed.
public final class CleanedHeader {

    public static final String HEADER = "Omne-Cleaned";

    private CleanedHeader() {}

    /// Returns no header if there are no such fields.
    public static HttpHeaders headers(List<String> fields) {
        var headers = new HttpHeaders();
        if (!fields.isEmpty()) {
            headers.set(HEADER, String.join(", ", fields));
        }
        return headers;
    }
}
