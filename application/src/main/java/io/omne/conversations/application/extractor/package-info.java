/// What extractors read and find, and what they may spend.
@NullMarked
package io.omne.conversations.application.extractor;

import org.jspecify.annotations.NullMarked;
