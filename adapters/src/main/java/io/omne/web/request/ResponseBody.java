package io.omne.web.request;

/// A body that a route answers with. It is written as {@link ResponseJson} says, whatever the rest of the
/// server's
/// JSON looks like.
public interface ResponseBody {}
