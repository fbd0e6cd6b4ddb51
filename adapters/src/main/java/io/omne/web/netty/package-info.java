/// The listening socket: connections, time-outs, and headers of all responses.
@NullMarked
package io.omne.web.netty;

import org.jspecify.annotations.NullMarked;
