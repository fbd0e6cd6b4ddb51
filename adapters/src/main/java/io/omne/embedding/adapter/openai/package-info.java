/// Embedding models behind the API of OpenAI, which many other servers offer too.
@NullMarked
package io.omne.embedding.adapter.openai;

import org.jspecify.annotations.NullMarked;
