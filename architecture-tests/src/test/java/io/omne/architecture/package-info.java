/// Tests of the architecture's rules, of the picture of the modules, and of the documentation.
@NullMarked
package io.omne.architecture;

import org.jspecify.annotations.NullMarked;
