/// The kinds of jobs that there are for memories. Everything else is in the parts of this package.
@NullMarked
package io.omne.memory.application;

import org.jspecify.annotations.NullMarked;
