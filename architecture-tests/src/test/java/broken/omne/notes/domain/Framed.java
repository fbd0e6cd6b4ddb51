package broken.omne.notes.domain;

import org.springframework.stereotype.Component;

/// Breaks "language and domain are pure": a framework.
@Component
public final class Framed {}
