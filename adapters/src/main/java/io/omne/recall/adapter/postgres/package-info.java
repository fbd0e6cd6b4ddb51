/// The search's tables. Everything is in the parts of this package.
@NullMarked
package io.omne.recall.adapter.postgres;

import org.jspecify.annotations.NullMarked;
