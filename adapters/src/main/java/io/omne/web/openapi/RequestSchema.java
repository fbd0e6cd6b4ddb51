package io.omne.web.openapi;

import java.util.Set;

/// What a request may have: the fields of a body, or the parameters of a query. Whatever is not in it is refused as
/// unknown.
public record RequestSchema(Set<String> names) {}
