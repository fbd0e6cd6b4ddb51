/// The words of texts and questions, with Lucene's stemmers, stop words and folding tables.
@NullMarked
package io.omne.recall.adapter.lucene;

import org.jspecify.annotations.NullMarked;
