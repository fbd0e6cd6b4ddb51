/// The events of extractions in the streams of their owners.
@NullMarked
package io.omne.conversations.application.streaming;

import org.jspecify.annotations.NullMarked;
