/// Removes from texts what could act in a browser. The reader of HTML is our own; jsoup resolves entities and reads
/// the result once more.
@NullMarked
package io.omne.memory.adapter.jsoup;

import org.jspecify.annotations.NullMarked;
