/// The rules of the house, the picture of it, and its documentation.
@NullMarked
package io.omne.architecture;

import org.jspecify.annotations.NullMarked;
