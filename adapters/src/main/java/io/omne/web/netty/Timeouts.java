package io.omne.web.netty;

import java.time.Duration;

/// How long a client may take.
///
/// @param head from the connection's opening to the end of its first request's headers
/// @param idle from an answer to the end of the next request's headers
/// @param silence between two pieces of a request's body
/// @param body for all of a request's body, and for taking each piece of an answer
record Timeouts(Duration head, Duration idle, Duration silence, Duration body) {}
