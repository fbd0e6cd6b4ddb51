/// The server: its start, its settings and its connections.
@NullMarked
package io.omne;

import org.jspecify.annotations.NullMarked;
