/// The state of conversations and their list in PostgreSQL, and its rebuild and verification.
@NullMarked
package io.omne.conversations.adapter.postgres;

import org.jspecify.annotations.NullMarked;
