package io.omne.architecture;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.util.Date;

/// Finds code that reads the machine's clock. `System.nanoTime` is allowed: it measures durations, and does not
/// change when the clock is set.
final class ClockReads {

    private ClockReads() {}

    /// Checks calls and method references. A method that returns a `Clock` may read the machine's clock: it creates
    /// the injected one.
    static ArchCondition<JavaClass> askTheInjectedClock() {
        return new ArchCondition<>("ask the injected clock for the time") {
            @Override
            public void check(JavaClass it, ConditionEvents events) {
                it.getCodeUnitAccessesFromSelf().stream()
                        .filter(access -> reads(access.getTarget()) && !makesTheClock(access))
                        .forEach(access -> events.add(SimpleConditionEvent.violated(it, access.getDescription())));
            }
        };
    }

    private static boolean reads(CodeUnitAccessTarget target) {
        JavaClass owner = target.getOwner();
        String name = target.getName();
        boolean none = target.getRawParameterTypes().isEmpty();
        return (owner.isEquivalentTo(System.class) && name.equals("currentTimeMillis"))
                || (owner.isEquivalentTo(Date.class) && name.equals("<init>") && none)
                || (owner.isEquivalentTo(Clock.class) && (name.startsWith("system") || name.startsWith("tick")))
                || (owner.getPackageName().startsWith("java.time") && name.equals("now") && !takesAClock(target));
    }

    private static boolean takesAClock(CodeUnitAccessTarget target) {
        return target.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Clock.class));
    }

    private static boolean makesTheClock(JavaCodeUnitAccess<?> access) {
        return access.getOrigin().getRawReturnType().isEquivalentTo(Clock.class);
    }
}
