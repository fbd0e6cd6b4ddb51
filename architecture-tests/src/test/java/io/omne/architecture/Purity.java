package io.omne.architecture;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;

/// Decides what a pure function may use: for the same input, it always returns the same output.
final class Purity {

    /// Packages of the JDK that only compute.
    private static final Set<String> PACKAGES = Set.of(
            "java.lang",
            "java.lang.runtime",
            "java.math",
            "java.nio.charset",
            "java.time",
            "java.time.temporal",
            "java.util",
            "java.util.function",
            "java.util.regex",
            "java.util.stream");

    /// Classes in these packages that depend on time, chance, threads or the machine.
    private static final Set<String> IMPURE = Set.of(
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.Runtime",
            "java.lang.ScopedValue",
            "java.lang.Thread",
            "java.lang.ThreadLocal",
            "java.time.Clock",
            "java.time.InstantSource",
            "java.util.Random",
            "java.util.Scanner",
            "java.util.ServiceLoader",
            "java.util.SplittableRandom",
            "java.util.Timer");

    private static final Set<String> HARMLESS_OF_SYSTEM = Set.of("arraycopy", "identityHashCode");

    private static final List<String> CHANCE = List.of(
            "java.lang.Math.random",
            "java.lang.StrictMath.random",
            "java.util.Collections.shuffle",
            "java.util.UUID.randomUUID");

    private Purity() {}

    static boolean isPure(JavaClass it) {
        return it.isPrimitive() || (PACKAGES.contains(it.getPackageName()) && !IMPURE.contains(it.getName()));
    }

    /// Checks calls and method references.
    static ArchCondition<JavaClass> askNeitherClockNorChanceNorMachine() {
        return new ArchCondition<>("ask neither the clock nor chance nor the machine") {
            @Override
            public void check(JavaClass it, ConditionEvents events) {
                it.getAccessesFromSelf().stream()
                        .filter(access -> isImpure(access.getTarget()))
                        .map(JavaAccess::getDescription)
                        .forEach(description -> events.add(SimpleConditionEvent.violated(it, description)));
            }
        };
    }

    private static boolean isImpure(AccessTarget target) {
        JavaClass owner = target.getOwner();
        String name = target.getName();
        return CHANCE.contains(owner.getName() + "." + name)
                || (owner.getPackageName().equals("java.time") && name.equals("now"))
                || (owner.isEquivalentTo(System.class) && !HARMLESS_OF_SYSTEM.contains(name));
    }
}
