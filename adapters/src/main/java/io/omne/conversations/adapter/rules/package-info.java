/// The extraction of memories by rules for English sentences: without a model, a network or a key.
@NullMarked
package io.omne.conversations.adapter.rules;

import org.jspecify.annotations.NullMarked;
