/// The door: who may come in, and what every request that goes wrong is answered with.
@NullMarked
package io.omne.access.adapter.web;

import org.jspecify.annotations.NullMarked;
