package io.omne.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import com.tngtech.archunit.lang.ViolationHandler;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Tests each rule on sample code that breaks it: the rule reports the classes that break it, and no others.
class RulesTest {

    private static final JavaClasses BROKEN = House.brokenClasses();
    private static final Rules RULES = new Rules(House.BROKEN_ROOT);

    /// A rule, and the classes that break it.
    record Case(ArchRule rule, Set<String> offenders) {
        @Override
        public String toString() {
            return rule.getDescription();
        }
    }

    static List<Case> cases() {
        return List.of(
                new Case(RULES.languageAndDomainArePure(), Set.of("notes.domain.Clocked", "notes.domain.Framed")),
                new Case(
                        RULES.publicMeansContract(),
                        Set.of(
                                "notes.application.OpenHandler",
                                "notes.adapter.postgres.OpenRows",
                                "notes.adapter.postgres.list.ShownToNobody")),
                new Case(RULES.adaptersDoNotKnowEachOther(), Set.of("notes.adapter.web.Neighbour")),
                new Case(RULES.routesOnlyDispatch(), Set.of("notes.adapter.web.Shortcut")),
                new Case(RULES.applicationsKnowNeitherAdaptersNorDrivers(), Set.of("notes.application.Driven")),
                new Case(RULES.basePackagesHoldOnlyLanguage(), Set.of("notes.Notebook")),
                new Case(RULES.driversStayWithTheirAdapter(), Set.of("notes.adapter.postgres.StrayController")),
                new Case(RULES.packagesAreNullMarked(), Set.of("people.Person")),
                new Case(
                        RULES.nothingWaitsForEver(),
                        Set.of("notes.adapter.redis.Unanswered", "notes.adapter.redis.Waiting")),
                new Case(RULES.foundationsKnowNoFeature(), Set.of("jobs.api.Favourite")),
                new Case(RULES.modulesLeaveEachOthersTablesAlone(), Set.of("notes.adapter.postgres.Readers")),
                new Case(RULES.loopsRunOnTheirOwnThreads(), Set.of("notes.adapter.redis.Looping")),
                new Case(
                        RULES.timeIsOfTheInjectedClock(), Set.of("notes.adapter.redis.Timed", "notes.domain.Clocked")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void reportsItsOffendersAndNobodyElse(Case it) {
        assertThat(reported(it.rule().evaluate(BROKEN))).isEqualTo(it.offenders());
    }

    @Test
    void leavesNoRuleUntried() {
        assertThat(cases())
                .map(Case::toString)
                .isEqualTo(RULES.all().stream().map(ArchRule::getDescription).toList());
    }

    @Test
    void reportsEveryImpurity() {
        String report = String.join(
                "\n",
                RULES.languageAndDomainArePure()
                        .evaluate(BROKEN)
                        .getFailureReport()
                        .getDetails());
        assertThat(report)
                .contains(
                        "java.time.Instant.now()",
                        "java.time.LocalDate.now(java.time.Clock)",
                        "java.lang.System.currentTimeMillis()",
                        "java.lang.System.getenv(java.lang.String)",
                        "java.lang.Math.random()",
                        "java.util.UUID.randomUUID()",
                        "java.util.Random",
                        "java.util.concurrent.ThreadLocalRandom",
                        "org.springframework.stereotype.Component");
    }

    @Test
    void reportsEveryWait() {
        String report = String.join(
                "\n",
                RULES.nothingWaitsForEver().evaluate(BROKEN).getFailureReport().getDetails());
        assertThat(report)
                .contains(
                        "java.util.concurrent.Future.get()",
                        "java.util.concurrent.ArrayBlockingQueue.take()",
                        "java.util.concurrent.ThreadPoolExecutor.close()",
                        "java.util.concurrent.locks.ReentrantLock.lock()",
                        "java.util.concurrent.CompletableFuture.join()",
                        "reactor.core.publisher.Flux.blockFirst()",
                        "Unanswered.find(java.lang.String)")
                .doesNotContain("within");
    }

    @Test
    void reportsEveryThread() {
        String report = String.join(
                "\n",
                RULES.loopsRunOnTheirOwnThreads()
                        .evaluate(BROKEN)
                        .getFailureReport()
                        .getDetails());
        assertThat(report)
                .contains(
                        "java.lang.Thread.ofVirtual()",
                        "java.lang.Thread.<init>(java.lang.Runnable)",
                        "java.util.concurrent.Executors.newSingleThreadScheduledExecutor()",
                        "java.util.concurrent.ScheduledThreadPoolExecutor.<init>(int)",
                        "java.util.Timer.<init>()");
    }

    @Test
    void reportsEveryReadingOfTheSystemsClock() {
        String report = String.join(
                "\n",
                RULES.timeIsOfTheInjectedClock()
                        .evaluate(BROKEN)
                        .getFailureReport()
                        .getDetails());
        assertThat(report)
                .contains(
                        "java.time.Clock.systemUTC()",
                        "java.time.Instant.now()",
                        "java.lang.System.currentTimeMillis()",
                        "java.util.Date.<init>()")
                .doesNotContain("java.time.Instant.now(java.time.Clock)", "nanoTime", "tickMillis");
    }

    static final List<ArchRule> ELSEWHERE = new Rules("nobody.lives.here").all();

    @ParameterizedTest
    @FieldSource("ELSEWHERE")
    void failsWhereItGuardsNothing(ArchRule rule) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> rule.check(BROKEN))
                .withMessageContaining("failed to check any classes");
    }

    private static Set<String> reported(EvaluationResult result) {
        var names = new TreeSet<String>();
        // An anonymous class, not a lambda: ArchUnit reads the type of the violators from it.
        result.handleViolations(new ViolationHandler<JavaClass>() {
            @Override
            public void handle(Collection<JavaClass> violators, String message) {
                violators.forEach(it -> names.add(it.getName().substring(House.BROKEN_ROOT.length() + 1)));
            }
        });
        return names;
    }
}
