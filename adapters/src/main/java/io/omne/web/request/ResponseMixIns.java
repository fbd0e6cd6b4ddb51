package io.omne.web.request;

import java.util.Map;

/// Jackson mix-ins for a module's types whose form in {@link ResponseBody responses} differs from their components:
/// parts that clients do not see, and names and descriptions of types without annotations of Jackson. One bean for
/// each module.
@FunctionalInterface
public interface ResponseMixIns {

    /// The mix-ins, by the type that they apply to.
    Map<Class<?>, Class<?>> mixIns();
}
