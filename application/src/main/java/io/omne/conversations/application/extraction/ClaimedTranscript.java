package io.omne.conversations.application.extraction;

import io.omne.conversations.application.extractor.Transcript;

/// A claim with the messages that it is about.
record ClaimedTranscript(ClaimedConversation claimed, Transcript transcript) {}
