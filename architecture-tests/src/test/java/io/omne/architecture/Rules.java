package io.omne.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static io.omne.architecture.Conditions.be;
import static io.omne.architecture.Conditions.isIn;
import static io.omne.architecture.Conditions.isReachable;
import static io.omne.architecture.Conditions.isSealed;
import static io.omne.architecture.Conditions.useOnly;
import static io.omne.architecture.Conditions.written;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/// The rules for the classes below the package `root`. A rule that applies to no class fails.
record Rules(String root) {

    /// The libraries that the application layer may use besides Java. Axon's messages are allowed; its storage
    /// counts as a driver.
    private static final List<String> APPLICATION_LIBRARIES = List.of(
            "com.fasterxml.uuid",
            "org.axonframework.commandhandling",
            "org.axonframework.config",
            "org.axonframework.eventhandling",
            "org.axonframework.messaging",
            "org.axonframework.modelling.command",
            "org.axonframework.queryhandling",
            "org.jspecify",
            "org.reactivestreams",
            "org.slf4j",
            "org.springframework.context",
            "org.springframework.core.annotation",
            "org.springframework.stereotype",
            "reactor.core",
            "reactor.util");

    /// The modules whose ports a route may call: for the user who calls, and for the key that signs cursors.
    private static final Set<String> PORTS_OF_ROUTES = Set.of("access", "database");

    /// The drivers of each technology; technologies may share one. Any adapter may use a library that is not named
    /// here, such as Jackson.
    private static final Map<String, List<String>> DRIVERS = Map.of(
            "web",
            List.of("org.springframework.http", "org.springframework.security", "org.springframework.web"),
            "http",
            List.of(
                    "io.netty",
                    "org.springframework.http",
                    "org.springframework.web.reactive.function",
                    "reactor.netty"),
            "netty",
            List.of("io.netty", "org.springframework.boot.reactor.netty", "reactor.netty"),
            "postgres",
            List.of(
                    "com.github.kagkarlsson",
                    "io.netty.buffer",
                    "io.r2dbc",
                    "org.postgresql",
                    "org.springframework.jdbc",
                    "org.springframework.r2dbc"),
            "redis",
            List.of("io.lettuce", "io.netty", "org.springframework.data.redis"),
            "djl",
            List.of("ai.djl", "ai.onnxruntime"),
            "jsoup",
            List.of("org.jsoup"),
            "lucene",
            List.of("org.apache.lucene", "org.tartarus"),
            "micrometer",
            List.of("io.micrometer"),
            "actuator",
            List.of("org.springframework.boot.health"));

    ArchRule languageAndDomainArePure() {
        return classes()
                .that(live("in a base package or a domain", it -> it.isBase() || it.isDomain()))
                .should(useOnly("pure Java, JSpecify, base packages and its own domain", this::isPureUse))
                .andShould(Purity.askNeitherClockNorChanceNorMachine())
                .allowEmptyShould(false)
                .as("language and domain are pure");
    }

    private boolean isPureUse(JavaClass it, JavaClass used) {
        return Purity.isPure(used)
                || isIn(used, "org.jspecify")
                || room(used).isBase()
                || (room(it).isDomain() && room(used).equals(room(it)));
    }

    ArchRule publicMeansContract() {
        return classes()
                .that(live("behind the language", it -> it.isApi() || it.isApplication() || it.isAdapter()))
                .should(be(
                        "hidden, or a record, interface, enum, exception or sealed class of an application or an api",
                        it -> !isReachable(it)
                                || (!room(it).isAdapter() && isContract(it))
                                || room(it).isFoundation()
                                || isForSiblings(it)))
                .allowEmptyShould(false)
                .as("public means contract");
    }

    /// Whether other parts of the same application or adapter use the class. The use of a constant leaves no trace,
    /// because the compiler copies it, so a class with constants is allowed.
    private boolean isForSiblings(JavaClass it) {
        return hasConstant(it) || family(it).anyMatch(this::isUsedBySiblings);
    }

    private boolean isUsedBySiblings(JavaClass it) {
        Room room = room(it);
        return it.getDirectDependenciesToSelf().stream()
                .map(use -> room(use.getOriginClass()))
                .anyMatch(user -> user.whole().equals(room.whole()) && !user.equals(room));
    }

    private static boolean hasConstant(JavaClass it) {
        return it.getFields().stream()
                .filter(field -> field.getModifiers()
                        .containsAll(Set.of(JavaModifier.PUBLIC, JavaModifier.STATIC, JavaModifier.FINAL)))
                .map(JavaField::getRawType)
                .anyMatch(type -> type.isPrimitive() || type.isEquivalentTo(String.class));
    }

    /// The class and all other classes in the same file.
    private static Stream<JavaClass> family(JavaClass it) {
        JavaClass outermost = outermost(it);
        return it.getPackage().getClasses().stream()
                .filter(one -> outermost(one).equals(outermost));
    }

    private static JavaClass outermost(JavaClass it) {
        return it.getEnclosingClass().map(Rules::outermost).orElse(it);
    }

    private static boolean isContract(JavaClass it) {
        return it.isRecord() || it.isInterface() || it.isEnum() || it.isAssignableTo(Throwable.class) || isSealed(it);
    }

    ArchRule adaptersDoNotKnowEachOther() {
        return classes()
                .that(live("in an adapter", Room::isAdapter))
                .should(useOnly(
                        "its own adapter",
                        (it, used) -> !room(used).isAdapter()
                                || room(used).isFoundation()
                                || room(used).whole().equals(room(it).whole())))
                .allowEmptyShould(false)
                .as("adapters do not know each other");
    }

    /// The handlers of commands and queries decide what may be stored or read, whichever adapter sends them.
    ArchRule routesOnlyDispatch() {
        return classes()
                .that(live("in an adapter of the web", it -> it.technology().equals("web") && !it.isFoundation()))
                .should(useOnly(
                        "commands, queries and views of applications, and none of their ports",
                        (_, used) -> !isPort(used)
                                || PORTS_OF_ROUTES.contains(room(used).module())))
                .allowEmptyShould(false)
                .as("routes only dispatch");
    }

    private boolean isPort(JavaClass it) {
        return (room(it).isApi() || room(it).isApplication()) && it.isInterface() && !isSealed(it);
    }

    ArchRule applicationsKnowNeitherAdaptersNorDrivers() {
        return classes()
                .that(live("in an application or an api", it -> it.isApplication() || it.isApi()))
                .should(useOnly("languages, apis, its own domain and the libraries that carry it", this::carries))
                .allowEmptyShould(false)
                .as("applications know neither adapters nor drivers");
    }

    private boolean carries(JavaClass it, JavaClass used) {
        Room to = room(used);
        boolean own = to.module().equals(room(it).module()) && (to.isDomain() || to.isApplication());
        return used.isPrimitive()
                || (isIn(used, "java") && !isIn(used, "java.sql") && !isIn(used, "java.net"))
                || to.isBase()
                || to.isApi()
                || (own && room(it).isApplication())
                || (APPLICATION_LIBRARIES.stream().anyMatch(library -> isIn(used, library))
                        && !used.getPackageName().contains(".jdbc"));
    }

    ArchRule basePackagesHoldOnlyLanguage() {
        return classes()
                .that(live("in a base package", Room::isBase))
                .should(be(
                        "a record, enum, sealed interface, exception or final class of final fields",
                        it -> it.isRecord()
                                || it.isEnum()
                                || (it.isInterface() && isSealed(it))
                                || it.isAssignableTo(Throwable.class)
                                || isImmutable(it)))
                .allowEmptyShould(false)
                .as("base packages hold only language");
    }

    private static boolean isImmutable(JavaClass it) {
        return it.getModifiers().contains(JavaModifier.FINAL)
                && it.getAllFields().stream()
                        .allMatch(field -> field.getModifiers().contains(JavaModifier.FINAL));
    }

    /// A class that handles a failure may name its exception, even if the exception is a driver's.
    ArchRule driversStayWithTheirAdapter() {
        return classes()
                .that(live("anywhere", it -> !it.module().isEmpty()))
                .should(useOnly(
                        "the drivers of its own technology",
                        (it, used) -> used.isAssignableTo(Throwable.class) || !isForeignDriver(room(it), used)))
                .allowEmptyShould(false)
                .as("drivers stay with their adapter");
    }

    private static boolean isForeignDriver(Room room, JavaClass used) {
        return DRIVERS.values().stream().anyMatch(drivers -> areIn(drivers, used))
                && !areIn(DRIVERS.getOrDefault(room.technology(), List.of()), used);
    }

    private static boolean areIn(List<String> drivers, JavaClass used) {
        return drivers.stream().anyMatch(driver -> isIn(used, driver));
    }

    /// NullAway does not check a package that is not marked.
    ArchRule packagesAreNullMarked() {
        return classes()
                .that(live("anywhere", it -> !it.module().isEmpty()))
                .should(be(
                        "in a package marked @NullMarked", it -> it.getPackage().isAnnotatedWith(NullMarked.class)))
                .allowEmptyShould(false)
                .as("packages are null-marked");
    }

    /// Every wait must have a time limit, because the answer may be lost. `CommandGateway.sendAndWait` is allowed,
    /// because the project's gateway limits it.
    ArchRule nothingWaitsForEver() {
        return classes()
                .that(liveInTheHouse())
                .should(Waiting.waitWithALimit())
                .andShould(Waiting.limitTheAnswersOfDrivers())
                .allowEmptyShould(false)
                .as("nothing waits for ever");
    }

    /// A feature contributes what a foundation needs of it.
    ArchRule foundationsKnowNoFeature() {
        return classes()
                .that(live("in a foundation", Room::isFoundation))
                .should(useOnly(
                        "foundations of the house",
                        (_, used) -> room(used).module().isEmpty() || room(used).isFoundation()))
                .allowEmptyShould(false)
                .as("foundations know no feature");
    }

    /// A module that joins another module's tables depends on them as on its code, but no compiler reports it.
    ArchRule modulesLeaveEachOthersTablesAlone() {
        return classes()
                .that(live("in an adapter", Room::isAdapter))
                .should(Tables.useOnlyThoseOf(it -> room(it).module()))
                .allowEmptyShould(false)
                .as("modules leave each other's tables alone");
    }

    ArchRule loopsRunOnTheirOwnThreads() {
        return classes()
                .that(liveInTheHouse())
                .should(ThreadStarts.leaveThreadsToTheLoops(root))
                .allowEmptyShould(false)
                .as("nobody but the loops starts a thread");
    }

    ArchRule timeIsOfTheInjectedClock() {
        return classes()
                .that(liveInTheHouse())
                .should(ClockReads.askTheInjectedClock())
                .allowEmptyShould(false)
                .as("time is of the injected clock");
    }

    private DescribedPredicate<JavaClass> liveInTheHouse() {
        return DescribedPredicate.<JavaClass>describe(
                        "live anywhere, the main class's package included", it -> isIn(it, root))
                .and(written());
    }

    List<ArchRule> all() {
        return List.of(
                languageAndDomainArePure(),
                publicMeansContract(),
                adaptersDoNotKnowEachOther(),
                routesOnlyDispatch(),
                applicationsKnowNeitherAdaptersNorDrivers(),
                basePackagesHoldOnlyLanguage(),
                driversStayWithTheirAdapter(),
                packagesAreNullMarked(),
                nothingWaitsForEver(),
                foundationsKnowNoFeature(),
                modulesLeaveEachOthersTablesAlone(),
                loopsRunOnTheirOwnThreads(),
                timeIsOfTheInjectedClock());
    }

    private DescribedPredicate<JavaClass> live(String where, Predicate<Room> rooms) {
        return DescribedPredicate.<JavaClass>describe("live " + where, it -> rooms.test(room(it)))
                .and(written());
    }

    private Room room(JavaClass it) {
        return Room.of(it, root);
    }
}
