package io.omne.web.request;

/// A body that a route answers with. {@link ResponseJson} defines its JSON, whatever other JSON of the server looks
/// like.
public interface ResponseBody {}
