/// Reading and checking requests: bodies, parameters, cursors.
@NullMarked
@org.springframework.modulith.NamedInterface("request")
package io.omne.web.request;

import org.jspecify.annotations.NullMarked;
