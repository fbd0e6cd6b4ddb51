/// Word pieces of texts, by DJL's tokenizer, and their table of vectors.
@NullMarked
package io.omne.recall.adapter.djl;

import org.jspecify.annotations.NullMarked;
