/// The listening socket: how long and how much of it a client may have, and what is sent with every answer.
@NullMarked
package io.omne.access.adapter.netty;

import org.jspecify.annotations.NullMarked;
