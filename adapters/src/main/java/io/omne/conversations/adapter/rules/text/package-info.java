/// The sentences of a message, without those that its writer only shows: code, quotations, forwarded mail.
@NullMarked
package io.omne.conversations.adapter.rules.text;

import org.jspecify.annotations.NullMarked;
