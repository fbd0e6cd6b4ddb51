/// The state of a conversation and the rules by which it changes, as pure functions.
@NullMarked
package io.omne.conversations.domain;

import org.jspecify.annotations.NullMarked;
