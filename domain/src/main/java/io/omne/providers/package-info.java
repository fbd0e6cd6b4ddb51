/// Calls to providers of models on the network.
@NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package io.omne.providers;

import org.jspecify.annotations.NullMarked;
