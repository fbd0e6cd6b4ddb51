/// Instances wake each other by `LISTEN` and `NOTIFY`.
@NullMarked
package io.omne.events.adapter.postgres;

import org.jspecify.annotations.NullMarked;
