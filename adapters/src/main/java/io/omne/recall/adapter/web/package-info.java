/// The HTTP route of searches.
@NullMarked
package io.omne.recall.adapter.web;

import org.jspecify.annotations.NullMarked;
