/// What users have done lately, counted in Redis for all instances.
@NullMarked
package io.omne.access.adapter.redis;

import org.jspecify.annotations.NullMarked;
