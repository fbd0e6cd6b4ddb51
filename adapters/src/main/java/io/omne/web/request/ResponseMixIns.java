package io.omne.web.request;

import java.util.Map;

/// Jackson mix-ins of a module's types, where {@link ResponseBody responses} need another form of them than their
/// components say: parts that clients do not see, names and descriptions of types without annotations of Jackson. One
/// bean a module.
@FunctionalInterface
public interface ResponseMixIns {

    /// By the type that they are for.
    Map<Class<?>, Class<?>> mixIns();
}
