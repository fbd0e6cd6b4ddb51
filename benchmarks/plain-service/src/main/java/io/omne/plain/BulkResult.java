package io.omne.plain;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What became of the memories of a bulk.
record BulkResult(int created, int failed, List<@Nullable UUID> ids, List<Failure> errors) {

    record Failure(int index, String field, String message) {}
}
