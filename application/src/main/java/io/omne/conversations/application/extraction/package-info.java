/// The extraction of memories from messages.
@NullMarked
package io.omne.conversations.application.extraction;

import org.jspecify.annotations.NullMarked;
