/// The description of the API, in the form of OpenAPI 3.1.
@NullMarked
@org.springframework.modulith.NamedInterface("openapi")
package io.omne.web.openapi;

import org.jspecify.annotations.NullMarked;
