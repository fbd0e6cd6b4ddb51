/// Checks tokens, and which of them may call which route.
@NullMarked
package io.omne.access.adapter.web;

import org.jspecify.annotations.NullMarked;
