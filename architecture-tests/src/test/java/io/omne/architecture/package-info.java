/// The rules of the house, and the picture of it.
@NullMarked
package io.omne.architecture;

import org.jspecify.annotations.NullMarked;
