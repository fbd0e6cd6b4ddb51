/// Days and times in English sentences, counted from the moment when a message was sent.
@NullMarked
package io.omne.conversations.adapter.rules.dates;

import org.jspecify.annotations.NullMarked;
