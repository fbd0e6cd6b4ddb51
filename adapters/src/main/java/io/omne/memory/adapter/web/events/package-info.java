/// History and streams of events.
@NullMarked
package io.omne.memory.adapter.web.events;

import org.jspecify.annotations.NullMarked;
