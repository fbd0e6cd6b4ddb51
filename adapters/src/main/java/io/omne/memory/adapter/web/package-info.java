/// The HTTP routes of memories.
@NullMarked
package io.omne.memory.adapter.web;

import org.jspecify.annotations.NullMarked;
