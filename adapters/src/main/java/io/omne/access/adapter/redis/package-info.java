/// Counts how many memories each user created lately, in Redis, for all instances.
@NullMarked
package io.omne.access.adapter.redis;

import org.jspecify.annotations.NullMarked;
