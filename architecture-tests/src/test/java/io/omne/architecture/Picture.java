package io.omne.architecture;

import static java.util.stream.Collectors.joining;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import io.omne.architecture.Part.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/// The picture of the house as Mermaid, drawn from its classes: what stands in each module, and who turns
/// to whom.
final class Picture {

    /// Where adapters lead, and the packages by which they get there.
    private static final Map<String, Set<String>> SYSTEMS = new TreeMap<>(Map.of(
            "PostgreSQL",
            Set.of(
                    "org.axonframework.eventsourcing.eventstore.jdbc",
                    "org.springframework.jdbc",
                    "org.springframework.r2dbc"),
            "Redis",
            Set.of("org.springframework.data.redis"),
            "Providers",
            Set.of("org.springframework.web.reactive.function.client")));

    private final List<Part> parts;
    private final ApplicationModules modules;

    Picture(JavaClasses classes, ApplicationModules modules, String root) {
        this.parts = new Parts(classes, root).all();
        this.modules = modules;
    }

    /// Which module uses which.
    String modules() {
        return lines(
                "flowchart LR",
                modules.stream()
                        .flatMap(module -> Stream.concat(
                                Stream.of(name(module)),
                                module.getDirectDependencies(modules)
                                        .uniqueModules()
                                        .map(used -> name(module) + " --> " + name(used))))
                        .sorted());
    }

    /// The way of a request through the rooms.
    String rooms() {
        return lines(
                "flowchart TB",
                Stream.of(
                                Stream.of("clients([clients])"),
                                modules.stream().map(Picture::name).sorted().flatMap(this::module),
                                SYSTEMS.keySet().stream().map(it -> "%s[(%s)]".formatted(it, it)),
                                parts.stream().flatMap(this::arrows).sorted().distinct())
                        .flatMap(it -> it));
    }

    private static String lines(String first, Stream<String> others) {
        return others.collect(joining("\n    ", first + "\n    ", "\n"));
    }

    private static String name(ApplicationModule module) {
        return module.getIdentifier().toString();
    }

    private Stream<String> module(String name) {
        Stream<String> boxes = parts.stream()
                .filter(part -> part.module().equals(name))
                .map(Picture::box)
                .map("    "::concat);
        return Stream.of(Stream.of("subgraph " + name), boxes, Stream.of("end")).flatMap(it -> it);
    }

    private static String box(Part part) {
        String text =
                Stream.concat(Stream.of(part.name()), part.lines().stream()).collect(joining("<br/>"));
        return part.id()
                + switch (part.kind()) {
                    case ADAPTER -> "[/\"" + text + "\"/]";
                    case COMPONENT -> "[\"" + text + "\"]";
                    case DOMAIN -> "([\"" + text + "\"])";
                    case PORT -> "{{\"" + text + "\"}}";
                };
    }

    private Stream<String> arrows(Part part) {
        return switch (part.kind()) {
            case ADAPTER ->
                Stream.of(clientsTo(part), messages(part), calls(part), systems(part))
                        .flatMap(it -> it);
            case COMPONENT ->
                Stream.of(messages(part), calls(part), domain(part), events(part))
                        .flatMap(it -> it);
            case PORT ->
                parts.stream().filter(other -> other.implementsPort(part)).map(other -> arrow(part, other));
            case DOMAIN -> Stream.empty();
        };
    }

    private static Stream<String> clientsTo(Part adapter) {
        return adapter.name().equals("adapter.web") ? Stream.of("clients --> " + adapter.id()) : Stream.empty();
    }

    private static Stream<String> systems(Part adapter) {
        return SYSTEMS.entrySet().stream()
                .filter(system -> system.getValue().stream().anyMatch(adapter::usesPackage))
                .map(system -> adapter.id() + " --> " + system.getKey());
    }

    /// To who handles what it sends. A message that it only takes from a port is not one of these.
    private Stream<String> messages(Part sender) {
        return of(Kind.COMPONENT)
                .filter(it -> !it.equals(sender))
                .filter(it -> it.classes().stream()
                        .flatMap(Parts::handled)
                        .anyMatch(message -> sender.uses(message)
                                && of(Kind.PORT).noneMatch(port -> sender.implementsPort(port) && port.uses(message))))
                .map(it -> arrow(sender, it));
    }

    private Stream<String> calls(Part caller) {
        return Stream.concat(of(Kind.PORT), of(Kind.COMPONENT))
                .filter(it -> !it.equals(caller) && !caller.implementsPort(it))
                .filter(it -> it.classes().stream().anyMatch(caller::uses))
                .map(it -> arrow(caller, it));
    }

    private Stream<String> domain(Part component) {
        return of(Kind.DOMAIN)
                .filter(it -> it.classes().stream().anyMatch(component::uses))
                .map(it -> arrow(component, it));
    }

    private Stream<String> events(Part listener) {
        var heard = new TreeSet<>(listener.classes().stream()
                .flatMap(Parts::heard)
                .map(JavaClass::getSimpleName)
                .toList());
        return of(Kind.DOMAIN)
                .filter(it -> !heard.isEmpty() && it.module().equals(listener.module()))
                .map(it -> "%s -. \"%s\" .-> %s".formatted(it.id(), String.join("<br/>", heard), listener.id()));
    }

    private Stream<Part> of(Kind kind) {
        return parts.stream().filter(part -> part.kind() == kind);
    }

    private static String arrow(Part from, Part to) {
        return from.id() + " --> " + to.id();
    }
}
