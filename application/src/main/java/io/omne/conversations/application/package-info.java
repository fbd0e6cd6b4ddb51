/// The names that the parts of conversations share.
@NullMarked
package io.omne.conversations.application;

import org.jspecify.annotations.NullMarked;
