/// The extractor that asks a language model, behind the API of OpenAI, which many other servers offer too.
@NullMarked
package io.omne.conversations.adapter.openai;

import org.jspecify.annotations.NullMarked;
