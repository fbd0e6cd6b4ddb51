/// Calls providers over HTTP.
@NullMarked
package io.omne.embedding.adapter.http;

import org.jspecify.annotations.NullMarked;
