/// Caches views and lists of memories in Redis.
@NullMarked
package io.omne.memory.adapter.redis;

import org.jspecify.annotations.NullMarked;
