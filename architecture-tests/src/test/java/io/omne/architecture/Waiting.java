package io.omne.architecture;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.reactivestreams.Publisher;

/// Finds waits for another thread or server that have no time limit.
final class Waiting {

    private static final List<Wait> UNBOUNDED = List.of(
            new Wait("reactor.core.publisher.Mono", "block"),
            new Wait("reactor.core.publisher.Mono", "blockOptional"),
            new Wait("reactor.core.publisher.Flux", "blockFirst"),
            new Wait("reactor.core.publisher.Flux", "blockLast"),
            new Wait("reactor.core.publisher.Flux", "toIterable"),
            new Wait("reactor.core.publisher.Flux", "toStream"),
            new Wait("java.util.concurrent.Future", "get"),
            new Wait("java.util.concurrent.CompletableFuture", "join"),
            new Wait("java.util.concurrent.ForkJoinTask", "join"),
            new Wait("java.util.concurrent.ForkJoinTask", "invoke"),
            new Wait("java.util.concurrent.ExecutorService", "close"),
            new Wait("java.util.concurrent.ExecutorService", "invokeAll", "java.util.Collection"),
            new Wait("java.util.concurrent.ExecutorService", "invokeAny", "java.util.Collection"),
            new Wait("java.util.concurrent.CompletionService", "take"),
            new Wait("java.util.concurrent.CountDownLatch", "await"),
            new Wait("java.util.concurrent.CyclicBarrier", "await"),
            new Wait("java.util.concurrent.Phaser", "arriveAndAwaitAdvance"),
            new Wait("java.util.concurrent.Phaser", "awaitAdvance", "int"),
            new Wait("java.util.concurrent.Exchanger", "exchange", "java.lang.Object"),
            new Wait("java.util.concurrent.Semaphore", "acquire"),
            new Wait("java.util.concurrent.Semaphore", "acquire", "int"),
            new Wait("java.util.concurrent.Semaphore", "acquireUninterruptibly"),
            new Wait("java.util.concurrent.Semaphore", "acquireUninterruptibly", "int"),
            new Wait("java.util.concurrent.BlockingQueue", "take"),
            new Wait("java.util.concurrent.BlockingQueue", "put", "java.lang.Object"),
            new Wait("java.util.concurrent.BlockingDeque", "takeFirst"),
            new Wait("java.util.concurrent.BlockingDeque", "takeLast"),
            new Wait("java.util.concurrent.BlockingDeque", "putFirst", "java.lang.Object"),
            new Wait("java.util.concurrent.BlockingDeque", "putLast", "java.lang.Object"),
            new Wait("java.util.concurrent.TransferQueue", "transfer", "java.lang.Object"),
            new Wait("java.util.concurrent.locks.Condition", "await"),
            new Wait("java.util.concurrent.locks.Condition", "awaitUninterruptibly"),
            new Wait("java.util.concurrent.locks.Lock", "lock"),
            new Wait("java.util.concurrent.locks.Lock", "lockInterruptibly"),
            new Wait("java.util.concurrent.locks.StampedLock", "readLock"),
            new Wait("java.util.concurrent.locks.StampedLock", "readLockInterruptibly"),
            new Wait("java.util.concurrent.locks.StampedLock", "writeLock"),
            new Wait("java.util.concurrent.locks.StampedLock", "writeLockInterruptibly"),
            new Wait("java.util.concurrent.locks.LockSupport", "park"),
            new Wait("java.util.concurrent.locks.LockSupport", "park", "java.lang.Object"),
            new Wait("java.lang.Object", "wait"),
            new Wait("java.lang.Process", "waitFor"),
            new Wait("java.lang.Thread", "join"),
            new Wait("org.axonframework.commandhandling.callbacks.FutureCallback", "getResult"));

    /// Drivers whose publishers are completed by another server, or never.
    private static final List<String> DRIVERS =
            List.of("io.r2dbc", "org.springframework.data.redis", "org.springframework.r2dbc");

    private static final Set<String> BOUNDS = Set.of("timeout", "block", "blockOptional", "blockFirst", "blockLast");

    private Waiting() {}

    private record Wait(String owner, String method, List<String> parameters) {

        Wait(String owner, String method, String... parameters) {
            this(owner, method, List.of(parameters));
        }

        boolean is(CodeUnitAccessTarget target) {
            return target.getName().equals(method)
                    && target.getOwner().isAssignableTo(owner)
                    && parameters.equals(types(target));
        }
    }

    private static List<String> types(CodeUnitAccessTarget target) {
        return target.getRawParameterTypes().stream().map(JavaClass::getName).toList();
    }

    /// Checks calls and method references.
    static ArchCondition<JavaClass> waitWithALimit() {
        return new ArchCondition<>("wait with a limit") {
            @Override
            public void check(JavaClass it, ConditionEvents events) {
                it.getCodeUnitAccessesFromSelf().stream()
                        .filter(access -> UNBOUNDED.stream().anyMatch(wait -> wait.is(access.getTarget())))
                        .forEach(access -> events.add(SimpleConditionEvent.violated(it, access.getDescription())));
            }
        };
    }

    /// A method that calls a reactive driver must limit the time for the answer itself, or call a method of its
    /// class that does.
    static ArchCondition<JavaClass> limitTheAnswersOfDrivers() {
        return new ArchCondition<>("limit the answers of reactive drivers") {
            @Override
            public void check(JavaClass it, ConditionEvents events) {
                for (JavaCodeUnit unit : it.getCodeUnits()) {
                    if (!isBounded(unit)) {
                        accesses(unit)
                                .filter(access -> isAnswerOfADriver(access.getTarget()))
                                .forEach(access -> events.add(SimpleConditionEvent.violated(
                                        it, access.getDescription() + " without a limit")));
                    }
                }
            }
        };
    }

    private static Stream<JavaCodeUnitAccess<?>> accesses(JavaCodeUnit unit) {
        return Stream.concat(
                unit.getCallsFromSelf().stream(),
                Stream.concat(
                        unit.getMethodReferencesFromSelf().stream(), unit.getConstructorReferencesFromSelf().stream()));
    }

    private static boolean isAnswerOfADriver(CodeUnitAccessTarget target) {
        return DRIVERS.stream().anyMatch(driver -> Conditions.isIn(target.getOwner(), driver))
                && target.getRawReturnType().isAssignableTo(Publisher.class);
    }

    private static boolean isBounded(JavaCodeUnit unit) {
        return boundsItself(unit)
                || unit.getMethodCallsFromSelf().stream()
                        .filter(call -> call.getTargetOwner().equals(unit.getOwner()))
                        .flatMap(call -> call.getTarget().resolveMember().stream())
                        .anyMatch(Waiting::boundsItself);
    }

    private static boolean boundsItself(JavaCodeUnit unit) {
        return unit.getMethodCallsFromSelf().stream()
                .map(call -> call.getTarget())
                .anyMatch(target -> limits(target) || waitsForNothing(target));
    }

    private static boolean limits(CodeUnitAccessTarget target) {
        return BOUNDS.contains(target.getName())
                && Conditions.isIn(target.getOwner(), "reactor.core.publisher")
                && types(target).equals(List.of(Duration.class.getName()));
    }

    private static boolean waitsForNothing(CodeUnitAccessTarget target) {
        return target.getName().equals("getNow") && target.getOwner().isAssignableTo(CompletableFuture.class);
    }
}
