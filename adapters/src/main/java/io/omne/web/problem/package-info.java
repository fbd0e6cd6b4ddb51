/// What every request that goes wrong is answered with (RFC 9457).
@NullMarked
@org.springframework.modulith.NamedInterface("problem")
package io.omne.web.problem;

import org.jspecify.annotations.NullMarked;
