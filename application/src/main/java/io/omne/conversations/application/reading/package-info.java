/// The queries for conversations and their messages.
@NullMarked
package io.omne.conversations.application.reading;

import org.jspecify.annotations.NullMarked;
