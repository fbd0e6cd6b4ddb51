/// Routes for administrators.
@NullMarked
package io.omne.memory.adapter.web.administration;

import org.jspecify.annotations.NullMarked;
