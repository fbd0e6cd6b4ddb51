/// Answers every request that fails with a problem (RFC 9457).
@NullMarked
@org.springframework.modulith.NamedInterface("problem")
package io.omne.web.problem;

import org.jspecify.annotations.NullMarked;
