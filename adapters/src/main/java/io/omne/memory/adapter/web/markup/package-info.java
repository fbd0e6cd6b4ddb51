/// Takes out of texts what could act in a browser.
@NullMarked
package io.omne.memory.adapter.web.markup;

import org.jspecify.annotations.NullMarked;
