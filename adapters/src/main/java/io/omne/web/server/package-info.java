/// Processes every request before its route: encoding, negotiation, mapping.
@NullMarked
package io.omne.web.server;

import org.jspecify.annotations.NullMarked;
