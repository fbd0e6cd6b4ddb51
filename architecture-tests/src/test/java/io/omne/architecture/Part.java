package io.omne.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;

/// A box in the picture: one class, or all classes of a room.
///
/// @param name what it is called in its module
/// @param lines what is written below the name
/// @param classes whose uses of others are drawn as its own
record Part(Kind kind, String module, String name, List<String> lines, Set<JavaClass> classes) {

    enum Kind {
        /// All of an adapter.
        ADAPTER,
        /// A class of the application that Spring makes.
        COMPONENT,
        /// All of a domain.
        DOMAIN,
        /// An interface that others call, or that others implement.
        PORT
    }

    String id() {
        return (module + "." + name).replace('.', '_');
    }

    boolean uses(JavaClass other) {
        return classes.stream()
                .flatMap(it -> it.getDirectDependenciesFromSelf().stream())
                .anyMatch(use -> use.getTargetClass().equals(other));
    }

    boolean usesPackage(String packageName) {
        return classes.stream()
                .flatMap(it -> it.getDirectDependenciesFromSelf().stream())
                .anyMatch(use -> Conditions.isIn(use.getTargetClass(), packageName));
    }

    boolean implementsPort(Part port) {
        return port.kind == Kind.PORT
                && kind != Kind.PORT
                && port.classes.stream()
                        .anyMatch(it -> classes.stream()
                                .anyMatch(own -> own.getAllRawInterfaces().contains(it)));
    }
}
