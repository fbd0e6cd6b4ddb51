package io.omne.conversations.application.extraction;

/// The name of the extractor that is chosen, as in `EXTRACTION_PROVIDER`.
public record ExtractorName(String value) {}
