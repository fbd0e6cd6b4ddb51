/// The routes of conversations and their messages.
@NullMarked
package io.omne.conversations.adapter.web;

import org.jspecify.annotations.NullMarked;
