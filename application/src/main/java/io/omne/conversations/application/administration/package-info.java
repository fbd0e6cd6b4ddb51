/// For administrators: the state of the extraction, and the sweep that repeats it where it failed.
@NullMarked
package io.omne.conversations.application.administration;

import org.jspecify.annotations.NullMarked;
