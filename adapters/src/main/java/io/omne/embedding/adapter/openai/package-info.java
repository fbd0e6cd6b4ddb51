/// Embedding models behind the API of OpenAI, of which there are many more servers than OpenAI's.
@NullMarked
package io.omne.embedding.adapter.openai;

import org.jspecify.annotations.NullMarked;
