/// The commands about conversations, and the deletion of their messages.
@NullMarked
package io.omne.conversations.application.writing;

import org.jspecify.annotations.NullMarked;
