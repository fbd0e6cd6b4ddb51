package io.omne.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;

/// The module of a class, and its layer: the part of the package's name after the module. Both are empty for a
/// class outside of the project, and for the main class in the root package.
record Room(String module, String layer) {

    private static final Room OUTSIDE = new Room("", "");
    private static final String ADAPTER = "adapter.";
    private static final Set<String> FOUNDATIONS =
            Set.of("database", "events", "jobs", "providers", "validation", "web");

    static Room of(JavaClass it, String root) {
        if (!it.getPackageName().startsWith(root + ".")) {
            return OUTSIDE;
        }
        String path = it.getPackageName().substring(root.length() + 1);
        int dot = path.indexOf('.');
        return dot < 0 ? new Room(path, "") : new Room(path.substring(0, dot), path.substring(dot + 1));
    }

    /// A module without a feature of its own.
    boolean isFoundation() {
        return FOUNDATIONS.contains(module);
    }

    boolean isBase() {
        return !module.isEmpty() && layer.isEmpty();
    }

    boolean isDomain() {
        return layer.equals("domain");
    }

    boolean isApi() {
        return layer.equals("api");
    }

    boolean isApplication() {
        return isIn("application");
    }

    boolean isAdapter() {
        return layer.startsWith(ADAPTER) || (module.equals("web") && !isBase());
    }

    /// The technology of an adapter; empty for other layers.
    String technology() {
        if (!isAdapter()) {
            return "";
        }
        if (module.equals("web")) {
            return layer.equals("netty") ? "netty" : "web";
        }
        String parts = layer.substring(ADAPTER.length());
        int dot = parts.indexOf('.');
        return dot < 0 ? parts : parts.substring(0, dot);
    }

    private boolean isIn(String room) {
        return layer.equals(room) || layer.startsWith(room + ".");
    }

    /// The whole application or adapter that this is a part of; the same room if it is not a part.
    Room whole() {
        if (isApplication()) {
            return new Room(module, "application");
        }
        return isAdapter() ? new Room(module, ADAPTER + technology()) : this;
    }

    @Override
    public String toString() {
        return layer.isEmpty() ? module : module + "." + layer;
    }
}
