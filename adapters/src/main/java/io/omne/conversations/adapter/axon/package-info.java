/// Contributes the types of conversation events and their processors to Axon.
@NullMarked
package io.omne.conversations.adapter.axon;

import org.jspecify.annotations.NullMarked;
