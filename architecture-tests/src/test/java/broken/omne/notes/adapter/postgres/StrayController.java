package broken.omne.notes.adapter.postgres;

import org.springframework.web.bind.annotation.RestController;

/// Breaks "drivers stay with their adapter": it speaks HTTP.
@RestController
final class StrayController {

    /// Public in the hidden, which breaks nothing.
    public static final class Unreachable {}
}
