package io.omne.web.openapi;

import java.util.Set;

/// The names that a request may use: the fields of a body, or the parameters of a query. Other names are rejected as
/// unknown.
public record RequestSchema(Set<String> names) {}
