package io.omne.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/// Conditions that rules consist of. Every violation names the class that breaks the rule.
final class Conditions {

    private Conditions() {}

    /// Selects classes that a person wrote: no package-info, and no class that the compiler adds.
    static DescribedPredicate<JavaClass> written() {
        return DescribedPredicate.describe(
                "written by a person",
                it -> !it.getSimpleName().equals("package-info")
                        && !it.getModifiers().contains(JavaModifier.SYNTHETIC));
    }

    /// @param allowed tests the class and a class that it uses
    static ArchCondition<JavaClass> useOnly(String description, BiPredicate<JavaClass, JavaClass> allowed) {
        return new ArchCondition<>("use only " + description) {
            @Override
            public void check(JavaClass it, ConditionEvents events) {
                it.getDirectDependenciesFromSelf().stream()
                        .filter(use -> !allowed.test(it, use.getTargetClass().getBaseComponentType()))
                        .forEach(use -> events.add(SimpleConditionEvent.violated(it, use.getDescription())));
            }
        };
    }

    static ArchCondition<JavaClass> be(String description, Predicate<JavaClass> right) {
        return new ArchCondition<>("be " + description) {
            @Override
            public void check(JavaClass it, ConditionEvents events) {
                if (!right.test(it)) {
                    events.add(SimpleConditionEvent.violated(it, it.getName() + " is not " + description));
                }
            }
        };
    }

    /// Whether the class and all its enclosing classes are public.
    static boolean isReachable(JavaClass it) {
        return it.getModifiers().contains(JavaModifier.PUBLIC)
                && it.getEnclosingClass().map(Conditions::isReachable).orElse(true);
    }

    static boolean isSealed(JavaClass it) {
        return it.reflect().isSealed();
    }

    static boolean isIn(JavaClass it, String packageName) {
        return it.getPackageName().equals(packageName) || it.getPackageName().startsWith(packageName + ".");
    }
}
