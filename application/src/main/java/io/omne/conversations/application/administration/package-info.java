/// The state of the extraction for administrators.
@NullMarked
package io.omne.conversations.application.administration;

import org.jspecify.annotations.NullMarked;
