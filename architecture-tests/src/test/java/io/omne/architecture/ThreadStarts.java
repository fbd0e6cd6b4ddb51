package io.omne.architecture;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;

/// Finds classes that start a thread without permission. Repeated work of an instance must be a loop of
/// `jobs.api.Loops`.
final class ThreadStarts {

    /// The classes that may start threads, by their names below the root.
    private static final Set<String> ALLOWED = Set.of(
            "jobs.application.ThreadLoop",
            // the threads of one call, which end with it
            "database.adapter.postgres.AttendedTasks",
            "embedding.adapter.djl.PredictorPool",
            "embedding.application.ModelPreloader",
            "embedding.application.TimedCalls",
            "memory.adapter.redis.RedisCheck",
            "embedding.application.claims.ConcurrentCalls",
            // executors that libraries need, or that do work for which the caller must not wait
            "jobs.adapter.postgres.JobScheduler",
            "events.adapter.axon.CommandConfiguration",
            "events.adapter.axon.ProcessorConfiguration",
            "events.adapter.axon.ProcessorPause");

    private static final Set<String> STARTS = Set.of("ofPlatform", "ofVirtual", "startVirtualThread");

    private static final List<String> MAKERS =
            List.of("java.lang.Thread", "java.util.Timer", "java.util.concurrent.ExecutorService");

    private ThreadStarts() {}

    /// Checks calls and method references.
    static ArchCondition<JavaClass> leaveThreadsToTheLoops(String root) {
        return new ArchCondition<>("leave threads to the loops") {
            @Override
            public void check(JavaClass it, ConditionEvents events) {
                if (ALLOWED.stream().anyMatch(name -> isOrIsIn(it, root + "." + name))) {
                    return;
                }
                it.getCodeUnitAccessesFromSelf().stream()
                        .filter(access -> starts(access.getTarget()))
                        .forEach(access -> events.add(SimpleConditionEvent.violated(it, access.getDescription())));
            }
        };
    }

    private static boolean isOrIsIn(JavaClass it, String name) {
        return it.getName().equals(name) || it.getName().startsWith(name + "$");
    }

    private static boolean starts(CodeUnitAccessTarget target) {
        JavaClass owner = target.getOwner();
        boolean makes = target.getName().equals("<init>") && MAKERS.stream().anyMatch(owner::isAssignableTo);
        return makes
                || owner.getName().equals("java.util.concurrent.Executors")
                || (owner.isEquivalentTo(Thread.class) && STARTS.contains(target.getName()));
    }
}
