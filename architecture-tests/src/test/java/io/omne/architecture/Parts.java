package io.omne.architecture;

import static java.util.Comparator.comparing;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import io.omne.architecture.Part.Kind;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What stands in the house, read from its classes.
final class Parts {

    private static final String COMPONENT = "org.springframework.stereotype.Component";
    private static final String COMMAND_HANDLER = "org.axonframework.commandhandling.CommandHandler";
    private static final String QUERY_HANDLER = "org.axonframework.queryhandling.QueryHandler";
    private static final String EVENT_HANDLER = "org.axonframework.eventhandling.EventHandler";

    private final JavaClasses classes;
    private final String root;

    Parts(JavaClasses classes, String root) {
        this.classes = classes;
        this.root = root;
    }

    /// Of all modules, in the order of their names.
    List<Part> all() {
        return Stream.of(adapters(), components(), domains(), ports())
                .flatMap(it -> it)
                .sorted(comparing(Part::id))
                .toList();
    }

    private Stream<Part> adapters() {
        return rooms(Room::isAdapter)
                .map(room -> new Part(Kind.ADAPTER, room.module(), room.layer(), List.of(), inRoom(room)));
    }

    private Stream<Part> domains() {
        return rooms(Room::isDomain)
                .map(room -> new Part(Kind.DOMAIN, room.module(), room.layer(), contracts(room), inRoom(room)));
    }

    private List<String> contracts(Room room) {
        return inRoom(room).stream()
                .filter(it -> it.isTopLevelClass() && Conditions.isReachable(it))
                .map(JavaClass::getSimpleName)
                .sorted()
                .toList();
    }

    private Stream<Part> components() {
        return written(Room::isApplication)
                .filter(it -> it.isAnnotatedWith(COMPONENT) || it.isMetaAnnotatedWith(COMPONENT))
                .map(it ->
                        new Part(Kind.COMPONENT, room(it).module(), it.getSimpleName(), messages(it), withInner(it)));
    }

    private Stream<Part> ports() {
        return written(room -> room.isApplication() || room.isApi())
                .filter(it -> it.isInterface() && it.isTopLevelClass() && Conditions.isReachable(it))
                .filter(it -> !Conditions.isSealed(it))
                .map(it -> new Part(Kind.PORT, room(it).module(), it.getSimpleName(), List.of(), Set.of(it)));
    }

    /// The commands and queries that a class of the application handles.
    static Stream<JavaClass> handled(JavaClass it) {
        return Stream.concat(firstParameters(it, COMMAND_HANDLER), firstParameters(it, QUERY_HANDLER));
    }

    /// The events that a class of the application listens to.
    static Stream<JavaClass> heard(JavaClass it) {
        return firstParameters(it, EVENT_HANDLER);
    }

    private static List<String> messages(JavaClass it) {
        return handled(it).map(JavaClass::getSimpleName).sorted().toList();
    }

    private static Stream<JavaClass> firstParameters(JavaClass it, String annotation) {
        return it.getMethods().stream()
                .filter(method -> method.isAnnotatedWith(annotation))
                .map(JavaMethod::getRawParameterTypes)
                .map(List::getFirst);
    }

    private Stream<Room> rooms(Predicate<Room> wanted) {
        return written(wanted).map(this::room).distinct();
    }

    private Set<JavaClass> inRoom(Room room) {
        return written(room::equals).collect(Collectors.toSet());
    }

    private Set<JavaClass> withInner(JavaClass outer) {
        return classes.stream()
                .filter(it -> it.equals(outer) || it.getName().startsWith(outer.getName() + "$"))
                .collect(Collectors.toSet());
    }

    private Stream<JavaClass> written(Predicate<Room> wanted) {
        return classes.stream().filter(Conditions.written()).filter(it -> wanted.test(room(it)));
    }

    private Room room(JavaClass it) {
        return Room.of(it, root).whole();
    }
}
