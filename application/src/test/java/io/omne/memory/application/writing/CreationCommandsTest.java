package io.omne.memory.application.writing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.omne.access.UserId;
import io.omne.access.api.CreationLimit.Kind;
import io.omne.memory.Content;
import io.omne.memory.Details;
import io.omne.memory.MemorySource;
import io.omne.memory.MemoryType;
import io.omne.memory.Metadata;
import io.omne.memory.Origin;
import io.omne.memory.RelatedMemories;
import io.omne.memory.Tags;
import io.omne.memory.api.CreateMemories;
import io.omne.memory.api.CreatedMemories;
import io.omne.memory.api.IdempotencyKey;
import io.omne.memory.api.IdempotencyKeyReused;
import io.omne.memory.api.MemoryView;
import io.omne.memory.api.NewMemory;
import io.omne.memory.application.HeldKeys;
import io.omne.memory.application.HeldMemories;
import io.omne.memory.application.HeldUniqueKeys;
import io.omne.memory.application.ToyLimit;
import io.omne.memory.application.writing.MarkupCheck.Checked;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.axonframework.commandhandling.AnnotationCommandHandlerAdapter;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CreationCommandsTest {

    private static final IdempotencyKey ONCE = new IdempotencyKey("key", "fingerprint");

    private final HeldMemories memories = new HeldMemories();
    private final HeldKeys keys = new HeldKeys();
    private final HeldUniqueKeys uniqueKeys = new HeldUniqueKeys();
    private final ToyLimit limit = new ToyLimit(4);
    private final UserId owner = new UserId(UUID.randomUUID());
    private Instant now = Instant.parse("2026-01-02T03:04:05.678901Z");

    private CreatedMemories create(UserId user, @Nullable IdempotencyKey once, String... contents) {
        List<NewMemory> asked = Stream.of(contents)
                .map(text -> new NewMemory(
                        new Content(text),
                        new Details(MemoryType.NOTE, null, Tags.NONE, Metadata.NONE, null, RelatedMemories.NONE, null),
                        new Origin(MemorySource.MANUAL, null, null)))
                .toList();
        var command = new CreateMemories(user, Kind.MEMORIES, null, asked, once);
        return new CreationCommands(memories, keys, uniqueKeys, Clock.fixed(now, ZoneOffset.UTC))
                .handle(
                        command,
                        new Checked(Collections.nCopies(asked.size(), List.of()), List.of()),
                        UnknownLinks.NONE,
                        new CreationQuota(keys, limit).take(command, 0));
    }

    private void pass(Duration time) {
        now = now.plus(time);
        keys.pass(time);
    }

    @Test
    void createsAllInTheOrderAsked() {
        CreatedMemories created = create(owner, null, "one", "two", "three");

        assertThat(created.again()).isFalse();
        assertThat(created.memories()).extracting(MemoryView::content).containsExactly("one", "two", "three");
        assertThat(created.memories()).extracting(MemoryView::id).isSorted();
        assertThat(memories.events).hasSize(3);
    }

    @Test
    void repeatsTheFirstAnswerUnderAKey() {
        CreatedMemories first = create(owner, ONCE, "one", "two");
        pass(Duration.ofHours(23));

        CreatedMemories second = create(owner, ONCE, "one", "two");

        assertThat(second.again()).isTrue();
        assertThat(second.memories()).isEqualTo(first.memories());
        assertThat(memories.events).hasSize(2);
    }

    @Test
    void refusesAKeyThatWasGivenToAnotherRequest() {
        create(owner, ONCE, "one");

        assertThatThrownBy(() -> create(owner, new IdempotencyKey("key", "another"), "two"))
                .isInstanceOf(IdempotencyKeyReused.class);
        assertThat(memories.events).hasSize(1);
    }

    @Test
    void keepsEachUsersKeysApart() {
        create(owner, ONCE, "one");

        assertThat(create(new UserId(UUID.randomUUID()), ONCE, "one").again()).isFalse();
        assertThat(memories.events).hasSize(2);
    }

    @Test
    void forgetsAKeyAfterADay() {
        create(owner, ONCE, "one");
        pass(Duration.ofHours(24));

        assertThat(create(owner, new IdempotencyKey("key", "another"), "two").again())
                .isFalse();
        assertThat(create(owner, new IdempotencyKey("key", "another"), "two").again())
                .isTrue();
    }

    @Test
    void createsAsManyAsTheOwnerMayAndRemembersThem() {
        create(owner, null, "one", "two");

        CreatedMemories some = create(owner, ONCE, "three", "four", "five");

        assertThat(some.memories()).extracting(MemoryView::content).containsExactly("three", "four");
        assertThat(Objects.requireNonNull(some.quota()).remaining()).isZero();
        assertThat(create(owner, ONCE, "three", "four", "five").memories()).isEqualTo(some.memories());
        assertThat(memories.events).hasSize(4);
    }

    @Test
    void takesNothingOfTheLimitForARepeat() {
        create(owner, ONCE, "one");

        CreatedMemories again = create(owner, ONCE, "one");

        assertThat(Objects.requireNonNull(again.quota()).remaining()).isEqualTo(3);
    }

    @Test
    void leavesTheKeyFreeWhereTheOwnerMayCreateNone() {
        create(owner, null, "one", "two", "three", "four");
        assertThat(create(owner, ONCE, "five").memories()).isEmpty();

        assertThat(create(owner, new IdempotencyKey("key", "another"), "six").again())
                .isFalse();
    }

    @Test
    void remembersNoKeyThatNothingWasCreatedUnder() {
        assertThat(create(owner, ONCE).memories()).isEmpty();

        assertThat(create(owner, new IdempotencyKey("key", "another"), "one").again())
                .isFalse();
    }

    @Test
    void takesNoCommandWhoseTextsWereNotChecked() {
        var asked = new NewMemory(
                new Content("one"),
                new Details(MemoryType.NOTE, null, Tags.NONE, Metadata.NONE, null, RelatedMemories.NONE, null),
                new Origin(MemorySource.MANUAL, null, null));
        var command = new CreateMemories(owner, Kind.MEMORIES, null, List.of(asked), null);
        var bus = SimpleCommandBus.builder().build();
        new AnnotationCommandHandlerAdapter<>(
                        new CreationCommands(memories, keys, uniqueKeys, Clock.fixed(now, ZoneOffset.UTC)))
                .subscribe(bus);
        var gateway = DefaultCommandGateway.builder().commandBus(bus).build();
        var unchecked = new GenericCommandMessage<>(
                command,
                Map.of(
                        CreationQuota.GRANT,
                        new CreationQuota(keys, limit).take(command, 0),
                        LinkCheck.UNKNOWN,
                        UnknownLinks.NONE));

        assertThatThrownBy(() -> gateway.sendAndWait(unchecked)).isInstanceOf(Exception.class);
        assertThat(memories.events).isEmpty();
        gateway.sendAndWait(
                unchecked.andMetaData(Map.of(MarkupCheck.CHECKED, new Checked(List.of(List.of()), List.of()))));
        assertThat(memories.events).hasSize(1);
    }
}
