package broken.omne.notes.application;

/// Breaks "public means contract": it handles, and is public.
public final class OpenHandler {

    /// Hidden in the public, which breaks nothing.
    static final class Hidden {}
}
