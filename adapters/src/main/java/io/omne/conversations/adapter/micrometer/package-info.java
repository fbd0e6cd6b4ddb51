/// Metrics of extractions. No tag names a user, a conversation or a text.
@NullMarked
package io.omne.conversations.adapter.micrometer;

import org.jspecify.annotations.NullMarked;
