/// Calls providers over HTTP.
@NullMarked
@org.springframework.modulith.NamedInterface("http")
package io.omne.providers.adapter.http;

import org.jspecify.annotations.NullMarked;
