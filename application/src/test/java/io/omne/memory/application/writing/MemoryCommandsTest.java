package io.omne.memory.application.writing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omne.access.UserId;
import io.omne.access.api.CreationLimit.Kind;
import io.omne.embedding.EmbeddedPassage;
import io.omne.embedding.IndexedModel;
import io.omne.embedding.TextFailure;
import io.omne.embedding.TextSpan;
import io.omne.embedding.Vector;
import io.omne.embedding.api.Claim;
import io.omne.embedding.api.EmbeddingResult;
import io.omne.embedding.api.EmbeddingSettings;
import io.omne.embedding.api.Lane;
import io.omne.embedding.api.VectorIndex;
import io.omne.jobs.application.TestLoops;
import io.omne.memory.Change;
import io.omne.memory.Content;
import io.omne.memory.Details;
import io.omne.memory.Edit;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.EmbeddingStatus;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryKey;
import io.omne.memory.MemorySource;
import io.omne.memory.MemoryType;
import io.omne.memory.Metadata;
import io.omne.memory.Origin;
import io.omne.memory.RelatedMemories;
import io.omne.memory.Tags;
import io.omne.memory.Title;
import io.omne.memory.api.CreateMemories;
import io.omne.memory.api.DeleteMemory;
import io.omne.memory.api.EditMemory;
import io.omne.memory.api.EmbeddingNotRetryable;
import io.omne.memory.api.MemoryNotFound;
import io.omne.memory.api.MemoryView;
import io.omne.memory.api.NewMemory;
import io.omne.memory.api.RetryEmbedding;
import io.omne.memory.api.StaleVersion;
import io.omne.memory.application.HeldKeys;
import io.omne.memory.application.HeldMemories;
import io.omne.memory.application.HeldModels;
import io.omne.memory.application.HeldUniqueKeys;
import io.omne.memory.application.NoCache;
import io.omne.memory.application.NoModelChange;
import io.omne.memory.application.ToyLimit;
import io.omne.memory.application.embedding.ClaimEmbeddings;
import io.omne.memory.application.embedding.EmbeddingHandlers;
import io.omne.memory.application.embedding.FinishEmbeddings;
import io.omne.memory.application.embedding.ReleaseExpiredClaims;
import io.omne.memory.application.embedding.RenewLeases;
import io.omne.memory.application.embedding.ReturnClaims;
import io.omne.memory.application.embedding.TextLength;
import io.omne.memory.application.reading.AccessTimes;
import io.omne.memory.application.sweeps.RetryFailures;
import io.omne.memory.application.writing.MarkupCheck.Checked;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/// The commands of owners and of the saga, on memories that the test holds itself.
class MemoryCommandsTest {

    private static final Instant START = Instant.parse("2026-01-02T03:04:05.678901Z");
    private static final List<EmbeddedPassage> PASSAGES =
            List.of(new EmbeddedPassage(new TextSpan(0, 1), Vector.towards(new float[] {3, 4})));
    private static final Checked NOTHING_CLEANED = new Checked(List.of(List.of()), List.of());
    private static final TextFailure FAILURE = new TextFailure("model_unavailable", "No answer.");

    private final HeldMemories memories = new HeldMemories();
    private final HeldVectors vectors = new HeldVectors();
    private final UserId owner = new UserId(UUID.randomUUID());
    private Instant now = START;

    private MemoryCommands commands() {
        return new MemoryCommands(
                memories,
                vectors,
                new HeldModels(),
                new NoModelChange(),
                new AccessTimes(memories, new NoCache(), TestLoops.create()),
                Clock.fixed(now, ZoneOffset.UTC));
    }

    private EmbeddingHandlers saga() {
        var settings =
                new EmbeddingSettings(1, 10, Duration.ofSeconds(30), Duration.ofSeconds(1), 1, Duration.ofSeconds(60));
        return new EmbeddingHandlers(
                memories, memories, vectors, new HeldModels(), new NoModelChange(), settings, () -> now);
    }

    private MemoryView create(String content) {
        var details = new Details(MemoryType.NOTE, null, Tags.NONE, Metadata.NONE, null, RelatedMemories.NONE, null);
        var asked = new NewMemory(new Content(content), details, new Origin(MemorySource.MANUAL, null, null));
        return new CreationCommands(memories, new HeldKeys(), new HeldUniqueKeys(), Clock.fixed(now, ZoneOffset.UTC))
                .handle(
                        new CreateMemories(owner, Kind.MEMORIES, null, List.of(asked), null),
                        NOTHING_CLEANED,
                        UnknownLinks.NONE,
                        new ToyLimit(100).take(owner, Kind.MEMORIES, null, 1, null))
                .memories()
                .getFirst();
    }

    private static Edit content(String text) {
        return new Edit(
                Change.to(new Content(text)),
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.keep());
    }

    private static Edit title(String text) {
        return new Edit(
                Change.keep(),
                Change.keep(),
                Change.to(Optional.of(new Title(text))),
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.keep(),
                Change.keep());
    }

    private MemoryView edit(MemoryView view, Edit edit) {
        return commands()
                .handle(new EditMemory(owner, new MemoryId(view.id()), edit, Set.of()), NOTHING_CLEANED)
                .memory();
    }

    private Claim claim() {
        List<Claim> claims =
                Stream.of(Lane.values()).flatMap(lane -> claims(lane).stream()).toList();
        assertThat(claims).hasSize(1);
        return claims.getFirst();
    }

    private List<Claim> claims(Lane lane) {
        return saga().handle(new ClaimEmbeddings(lane, 10, TextLength.ANY, null))
                .all();
    }

    private static Map<MemoryKey, Long> tokens(Claim claim) {
        return Map.of(MemoryKey.of(claim.key()), claim.token());
    }

    private EmbeddingStatus status(MemoryView view) {
        return memories.find(new MemoryKey(owner, new MemoryId(view.id())))
                .orElseThrow()
                .embedding()
                .status();
    }

    private void finish(Claim claim) {
        saga().handle(new FinishEmbeddings(
                HeldModels.SERVING, List.of(new EmbeddingResult.Embedded(claim, PASSAGES, null))));
    }

    @Test
    void createsAPendingMemoryWithATimeOrderedId() {
        MemoryView first = create("first");
        MemoryView second = create("second");

        assertThat(first.id().version()).isEqualTo(7);
        assertThat(first.id()).isLessThan(second.id());
        assertThat(first.embeddingStatus()).isEqualTo(EmbeddingStatus.PENDING);
        assertThat(first.createdAt()).isEqualTo(START);
        assertThat(memories.events).hasSize(2).allMatch(MemoryEvent.Created.class::isInstance);
    }

    @Test
    void changesOnlyWhatIsSent() {
        MemoryView view = create("content");
        now = START.plusSeconds(5);

        MemoryView edited = edit(view, title("A title"));

        assertThat(edited.title()).isEqualTo("A title");
        assertThat(edited.content()).isEqualTo("content");
        assertThat(edited.createdAt()).isEqualTo(START);
        assertThat(edited.updatedAt()).isEqualTo(now);
    }

    @Test
    void makesNoEventOfAnEditThatChangesNothing() {
        MemoryView view = create("content");
        now = START.plusSeconds(5);

        MemoryView same = edit(view, content("content"));

        assertThat(same.updatedAt()).isEqualTo(START);
        assertThat(memories.events).hasSize(1);
    }

    @Test
    void refusesAnEditMeantForAnotherVersion() {
        MemoryView view = create("content");
        edit(view, title("A title"));

        assertThatThrownBy(() -> commands()
                        .handle(
                                new EditMemory(
                                        owner, new MemoryId(view.id()), title("Another"), Set.of(view.version())),
                                NOTHING_CLEANED))
                .isInstanceOf(StaleVersion.class);
    }

    @Test
    void showsNobodyElseTheMemory() {
        MemoryView view = create("content");
        var stranger = new UserId(UUID.randomUUID());
        var id = new MemoryId(view.id());

        assertThatThrownBy(
                        () -> commands().handle(new EditMemory(stranger, id, title("Mine"), Set.of()), NOTHING_CLEANED))
                .isInstanceOf(MemoryNotFound.class);
        assertThatThrownBy(() -> commands().handle(new DeleteMemory(stranger, id, Set.of())))
                .isInstanceOf(MemoryNotFound.class);
        assertThatThrownBy(() -> commands().handle(new RetryEmbedding(stranger, id)))
                .isInstanceOf(MemoryNotFound.class);
    }

    @Test
    void deletesOnce() {
        MemoryView view = create("content");
        var command = new DeleteMemory(owner, new MemoryId(view.id()), Set.of());
        commands().handle(command);

        assertThatThrownBy(() -> commands().handle(command)).isInstanceOf(MemoryNotFound.class);
    }

    @Test
    void deletesNoOtherVersionThanTheOneThatIsWanted() {
        MemoryView view = create("content");
        edit(view, title("Another"));
        var id = new MemoryId(view.id());

        assertThatThrownBy(() -> commands().handle(new DeleteMemory(owner, id, Set.of(view.version()))))
                .isInstanceOf(StaleVersion.class);
        commands().handle(new DeleteMemory(owner, id, Set.of(7, view.version() + 1)));
        assertThatThrownBy(() -> commands().handle(new DeleteMemory(owner, id, Set.of(view.version()))))
                .isInstanceOf(MemoryNotFound.class);
    }

    @Test
    void embedsAClaimedMemory() {
        MemoryView view = create("content");

        Claim claim = claim();
        assertThat(claim.text()).isEqualTo("content");
        assertThat(status(view)).isEqualTo(EmbeddingStatus.PROCESSING);
        finish(claim);

        assertThat(status(view)).isEqualTo(EmbeddingStatus.COMPLETED);
        assertThat(vectors.held).containsEntry(view.id(), PASSAGES);
        assertThat(saga().handle(new ClaimEmbeddings(Lane.FRESH, 10, TextLength.ANY, null))
                        .all())
                .isEmpty();
    }

    @Test
    void embedsNewContentAgainAndForgetsTheOldVectors() {
        MemoryView view = create("content");
        finish(claim());

        MemoryView edited = edit(view, content("other content"));

        assertThat(edited.embeddingStatus()).isEqualTo(EmbeddingStatus.PENDING);
        assertThat(edited.embeddingModel()).isNull();
        assertThat(vectors.held).isEmpty();
        assertThat(claim().text()).isEqualTo("other content");
    }

    @Test
    void embedsNothingAgainForANewTitle() {
        MemoryView view = create("content");
        finish(claim());

        MemoryView edited = edit(view, title("A title"));

        assertThat(edited.embeddingStatus()).isEqualTo(EmbeddingStatus.COMPLETED);
        assertThat(vectors.held).containsKey(view.id());
    }

    @Test
    void throwsAwayAResultForContentThatHasChanged() {
        MemoryView view = create("content");
        Claim late = claim();
        edit(view, content("other content"));

        finish(late);

        assertThat(status(view)).isEqualTo(EmbeddingStatus.PENDING);
        assertThat(vectors.held).isEmpty();
    }

    @Test
    void throwsAwayAResultForADeletedMemory() {
        MemoryView view = create("content");
        Claim late = claim();
        commands().handle(new DeleteMemory(owner, new MemoryId(view.id()), Set.of()));

        finish(late);

        assertThat(vectors.held).isEmpty();
    }

    @Test
    void triesAgainAfterAFailureAndThenGivesUp() {
        MemoryView view = create("content");
        fail(claim());
        assertThat(status(view)).isEqualTo(EmbeddingStatus.PENDING);
        assertThat(saga().handle(new ClaimEmbeddings(Lane.FRESH, 10, TextLength.ANY, null))
                        .all())
                .isEmpty();

        now = START.plusSeconds(91);
        fail(claim());

        assertThat(status(view)).isEqualTo(EmbeddingStatus.FAILED);
        MemoryView retried = commands().handle(new RetryEmbedding(owner, new MemoryId(view.id())));
        assertThat(retried.embeddingStatus()).isEqualTo(EmbeddingStatus.PENDING);
        assertThat(claim().text()).isEqualTo("content");
    }

    @Test
    void makesFailuresOfATimePendingAgain() {
        MemoryView view = create("content");
        fail(claim());
        now = START.plusSeconds(91);
        fail(claim());
        Instant failed = now;
        now = START.plusSeconds(200);

        assertThat(saga().handle(new RetryFailures(10, START, failed))).isZero();
        assertThat(saga().handle(new RetryFailures(10, failed, now))).isEqualTo(1);

        assertThat(status(view)).isEqualTo(EmbeddingStatus.PENDING);
        assertThat(memories.events.getLast())
                .isEqualTo(new MemoryEvent.EmbeddingRetryAsked(new MemoryId(view.id()), owner, now));
        assertThat(saga().handle(new RetryFailures(10, START, now))).isZero();
    }

    private void fail(Claim claim) {
        fail(claim, true);
    }

    private void fail(Claim claim, boolean canBeRetried) {
        saga().handle(new FinishEmbeddings(
                HeldModels.SERVING, List.of(new EmbeddingResult.Failed(claim, FAILURE, canBeRetried))));
    }

    @Test
    void givesUpAtOnceWhatNoOtherAttemptCanMend() {
        MemoryView view = create("content");

        fail(claim(), false);

        assertThat(status(view)).isEqualTo(EmbeddingStatus.FAILED);
    }

    @Test
    void givesAMemoryBackThatWasEmbeddedWithAModelThatWasReplacedMeanwhile() {
        MemoryView view = create("content");
        Claim claim = claim();
        var replaced = new IndexedModel(0, HeldModels.SERVING.spec());

        saga().handle(new FinishEmbeddings(replaced, List.of(new EmbeddingResult.Embedded(claim, PASSAGES, null))));

        assertThat(status(view)).isEqualTo(EmbeddingStatus.PENDING);
        assertThat(vectors.held).isEmpty();
    }

    @Test
    void claimsNoMoreThanIsSoonDone() {
        for (int i = 0; i < 3; i++) {
            create("x".repeat(30_000));
        }

        assertThat(saga().handle(new ClaimEmbeddings(Lane.FRESH, 10, TextLength.ANY, null))
                        .all())
                .hasSize(2);
    }

    @Test
    void claimsNothingThatBecameDueLaterThanAsked() {
        create("one");

        assertThat(saga().handle(new ClaimEmbeddings(Lane.FRESH, 10, TextLength.ANY, now.minusMillis(1)))
                        .all())
                .isEmpty();
        assertThat(saga().handle(new ClaimEmbeddings(Lane.FRESH, 10, TextLength.ANY, now))
                        .all())
                .hasSize(1);
    }

    @Test
    void leavesLongContentsToThoseWhoTakeThem() {
        create("x".repeat(2_000));

        assertThat(saga().handle(new ClaimEmbeddings(Lane.FRESH, 10, TextLength.SHORT, null))
                        .all())
                .isEmpty();
        assertThat(saga().handle(new ClaimEmbeddings(Lane.FRESH, 10, TextLength.ANY, null))
                        .all())
                .hasSize(1);
    }

    @Test
    void refusesARetryOfWhatIsUnderWayOrDone() {
        MemoryView view = create("content");
        var retry = new RetryEmbedding(owner, new MemoryId(view.id()));
        Claim claim = claim();
        assertThatThrownBy(() -> commands().handle(retry)).isInstanceOf(EmbeddingNotRetryable.class);
        finish(claim);

        assertThatThrownBy(() -> commands().handle(retry)).isInstanceOf(EmbeddingNotRetryable.class);
    }

    @Test
    void takesBackAClaimWhoseLeaseRanOut() {
        MemoryView view = create("content");
        Claim lost = claim();
        now = START.plusSeconds(29);
        assertThat(saga().handle(new ReleaseExpiredClaims(10))).isZero();

        now = START.plusSeconds(30);
        assertThat(saga().handle(new ReleaseExpiredClaims(10))).isEqualTo(1);

        assertThat(status(view)).isEqualTo(EmbeddingStatus.PENDING);
        assertThat(memories.events.getLast())
                .isEqualTo(new MemoryEvent.EmbeddingPostponed(
                        MemoryKey.of(lost.key()).id(), owner, 1, EmbeddingFailure.INSTANCE_LOST, now, now));
        assertThat(claims(Lane.FRESH)).isEmpty();
        assertThat(claims(Lane.RETRIED)).isEmpty();
        assertThat(claims(Lane.LOST)).extracting(Claim::key).containsExactly(lost.key());
    }

    @Test
    void givesUpWhatLostItsInstanceThreeTimes() {
        MemoryView view = create("content");
        for (int loss = 0; loss < 3; loss++) {
            claim();
            now = now.plusSeconds(30);
            saga().handle(new ReleaseExpiredClaims(10));
        }

        assertThat(status(view)).isEqualTo(EmbeddingStatus.FAILED);
        assertThat(memories.events.getLast())
                .isEqualTo(new MemoryEvent.EmbeddingFailed(
                        new MemoryId(view.id()), owner, 1, EmbeddingFailure.INSTANCE_LOST, now));
    }

    @Test
    void keepsWhatFailedBeforeApartFromWhatIsNew() {
        create("content");
        fail(claim());
        now = START.plusSeconds(91);

        assertThat(claims(Lane.FRESH)).isEmpty();
        assertThat(claims(Lane.LOST)).isEmpty();
        assertThat(claims(Lane.RETRIED)).hasSize(1);
    }

    /// The claims of a memory are of the same content. What comes of the first counts for nothing once there is a
    /// second.
    @Test
    void takesNothingOfAnOldClaimForTheNewOne() {
        Map<String, Consumer<Claim>> late = Map.of(
                "result", this::finish,
                "failure", this::fail,
                "refusal", it -> fail(it, false),
                "return", it -> saga().handle(new ReturnClaims(tokens(it))),
                "renewal", it -> saga().handle(new RenewLeases(tokens(it))));
        late.forEach((name, message) -> {
            MemoryView view = create(name);
            Claim old = claim();
            now = now.plusSeconds(30);
            saga().handle(new ReleaseExpiredClaims(10));
            Claim current = claim();
            int events = memories.events.size();
            vectors.held.clear();

            message.accept(old);

            assertThat(memories.events).as(name).hasSize(events);
            assertThat(status(view)).as(name).isEqualTo(EmbeddingStatus.PROCESSING);
            assertThat(vectors.held).as(name).isEmpty();
            assertThat(memories.leases).as(name).isEmpty();
            finish(current);
            assertThat(status(view)).as(name).isEqualTo(EmbeddingStatus.COMPLETED);
        });
    }

    private static final class HeldVectors implements VectorIndex {

        final Map<UUID, List<EmbeddedPassage>> held = new HashMap<>();

        @Override
        public void put(IndexedModel model, Collection<Entry> entries) {
            entries.forEach(entry -> held.put(entry.id(), entry.passages()));
        }

        @Override
        public void remove(UserId owner, UUID entry) {
            held.remove(entry);
        }

        @Override
        public Mono<List<Vector>> find(UserId owner, UUID entry) {
            return Mono.justOrEmpty(held.get(entry))
                    .map(passages ->
                            passages.stream().map(EmbeddedPassage::vector).toList());
        }
    }
}
