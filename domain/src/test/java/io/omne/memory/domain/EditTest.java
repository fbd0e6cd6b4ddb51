package io.omne.memory.domain;

import static io.omne.memory.domain.Samples.CONTENT;
import static io.omne.memory.domain.Samples.DETAILS;
import static io.omne.memory.domain.Samples.ID;
import static io.omne.memory.domain.Samples.NOW;
import static io.omne.memory.domain.Samples.OWNER;
import static io.omne.memory.domain.Samples.completed;
import static io.omne.memory.domain.Samples.content;
import static io.omne.memory.domain.Samples.created;
import static io.omne.memory.domain.Samples.metadata;
import static io.omne.memory.domain.Samples.occurredAt;
import static io.omne.memory.domain.Samples.related;
import static io.omne.memory.domain.Samples.supersededBy;
import static io.omne.memory.domain.Samples.tags;
import static io.omne.memory.domain.Samples.title;
import static io.omne.memory.domain.Samples.type;
import static org.assertj.core.api.Assertions.assertThat;

import io.omne.memory.Change;
import io.omne.memory.Content;
import io.omne.memory.Details;
import io.omne.memory.Edit;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryEvent.ContentChanged;
import io.omne.memory.MemoryEvent.MetadataReplaced;
import io.omne.memory.MemoryEvent.OccurredAtChanged;
import io.omne.memory.MemoryEvent.Reclassified;
import io.omne.memory.MemoryEvent.RelatedMemoriesChanged;
import io.omne.memory.MemoryEvent.Retagged;
import io.omne.memory.MemoryEvent.Retitled;
import io.omne.memory.MemoryEvent.SupersededByChanged;
import io.omne.memory.MemoryId;
import io.omne.memory.MemoryType;
import io.omne.memory.Metadata;
import io.omne.memory.RelatedMemories;
import io.omne.memory.Tags;
import io.omne.memory.Title;
import io.omne.memory.domain.Decision.Accepted;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EditTest {

    private static final Instant LATER = NOW.plusSeconds(60);
    private static final Edit NOTHING = new Edit(
            Change.keep(),
            Change.keep(),
            Change.keep(),
            Change.keep(),
            Change.keep(),
            Change.keep(),
            Change.keep(),
            Change.keep());
    private static final Edit THE_SAME = new Edit(
            Change.to(new Content(CONTENT.text())),
            Change.to(DETAILS.type()),
            Change.to(Optional.of(new Title("a title"))),
            Change.to(new Tags(List.of(" one ", "one"))),
            Change.to(new Metadata(Map.of("key", "value"))),
            Change.to(Optional.empty()),
            Change.to(RelatedMemories.NONE),
            Change.to(Optional.empty()));

    private static final MemoryId OTHER = new MemoryId(new UUID(7, 8));

    static Stream<Edit> editsThatChangeNothing() {
        return Stream.of(NOTHING, THE_SAME);
    }

    @ParameterizedTest
    @MethodSource("editsThatChangeNothing")
    void makesNoEventWhereNothingChanges(Edit edit) {
        Memory before = completed();
        assertThat(before.edit(edit, LATER)).isEqualTo(new Accepted(before, List.of()));
    }

    @Test
    void makesNoEventWhereATitleThatIsNotThereIsCleared() {
        Memory untitled = edit(created(NOW), title(Optional.empty())).memory();
        assertThat(edit(untitled, title(Optional.empty())).events()).isEmpty();
    }

    static Stream<MemoryEvent> changes() {
        return Stream.of(
                new ContentChanged(ID, OWNER, new Content("another"), LATER),
                new Reclassified(ID, OWNER, MemoryType.TASK, LATER),
                new Retitled(ID, OWNER, new Title("another"), LATER),
                new Retitled(ID, OWNER, null, LATER),
                new Retagged(ID, OWNER, new Tags(List.of("two")), LATER),
                new Retagged(ID, OWNER, Tags.NONE, LATER),
                new MetadataReplaced(ID, OWNER, Metadata.NONE, LATER),
                new OccurredAtChanged(ID, OWNER, NOW, LATER),
                new RelatedMemoriesChanged(ID, OWNER, new RelatedMemories(List.of(OTHER)), LATER),
                new SupersededByChanged(ID, OWNER, OTHER, LATER));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void makesOneEventOfOneChangedField(MemoryEvent event) {
        Accepted accepted = edit(completed(), editFor(event));

        assertThat(accepted.events()).containsExactly(event);
        Memory after = accepted.memory();
        assertThat(after.counts().version()).isEqualTo(2);
        assertThat(after.counts().revision()).isEqualTo(event instanceof ContentChanged ? 2 : 1);
        assertThat(after.lifetime().updatedAt()).isEqualTo(LATER);
        assertThat(after.lifetime().createdAt())
                .isEqualTo(completed().lifetime().createdAt());
    }

    @Test
    void leavesTheFieldsThatAreNotTouched() {
        Memory before = completed();
        Memory after = edit(before, tags("two", "three")).memory();

        assertThat(after.content()).isEqualTo(before.content());
        assertThat(after.embedding()).isEqualTo(before.embedding());
        assertThat(after.details())
                .isEqualTo(new Details(
                        DETAILS.type(),
                        DETAILS.title(),
                        new Tags(List.of("two", "three")),
                        DETAILS.metadata(),
                        null,
                        RelatedMemories.NONE,
                        null));
    }

    @Test
    void clearsWhatWasSaidOfTimeAndOtherMemories() {
        Memory memory = completed();
        for (Edit edit : List.of(occurredAt(Optional.of(NOW)), related(OTHER), supersededBy(Optional.of(OTHER)))) {
            memory = edit(memory, edit).memory();
        }
        assertThat(edit(memory, related(OTHER, OTHER)).events()).isEmpty();
        for (Edit edit : List.of(occurredAt(Optional.empty()), related(), supersededBy(Optional.empty()))) {
            memory = edit(memory, edit).memory();
        }

        assertThat(memory.details()).isEqualTo(DETAILS);
        assertThat(memory.embedding()).isEqualTo(completed().embedding());
        assertThat(memory.counts().version()).isEqualTo(7);
    }

    @Test
    void makesOneEventOfEachChangedField() {
        var everything = new Edit(
                Change.to(new Content("another")),
                Change.to(MemoryType.TASK),
                Change.to(Optional.empty()),
                Change.to(Tags.NONE),
                Change.to(Metadata.NONE),
                Change.to(Optional.of(NOW)),
                Change.to(new RelatedMemories(List.of(OTHER, OTHER))),
                Change.to(Optional.of(OTHER)));

        Accepted accepted = edit(completed(), everything);

        assertThat(accepted.events())
                .hasExactlyElementsOfTypes(
                        ContentChanged.class,
                        Reclassified.class,
                        Retitled.class,
                        Retagged.class,
                        MetadataReplaced.class,
                        OccurredAtChanged.class,
                        RelatedMemoriesChanged.class,
                        SupersededByChanged.class);
        assertThat(accepted.memory().details())
                .isEqualTo(new Details(
                        MemoryType.TASK,
                        null,
                        Tags.NONE,
                        Metadata.NONE,
                        NOW,
                        new RelatedMemories(List.of(OTHER)),
                        OTHER));
    }

    private static Edit editFor(MemoryEvent event) {
        return switch (event) {
            case ContentChanged it -> content(it.content().text());
            case Reclassified it -> type(it.type());
            case Retitled it -> title(Optional.ofNullable(it.title()));
            case Retagged it -> tags(it.tags().values().toArray(String[]::new));
            case MetadataReplaced it -> metadata(it.metadata());
            case OccurredAtChanged it -> occurredAt(Optional.ofNullable(it.occurredAt()));
            case RelatedMemoriesChanged it -> related(it.related().ids().toArray(MemoryId[]::new));
            case SupersededByChanged it -> supersededBy(Optional.ofNullable(it.supersededBy()));
            default -> throw new IllegalArgumentException(event.toString());
        };
    }

    private static Accepted edit(Memory memory, Edit edit) {
        return (Accepted) memory.edit(edit, LATER);
    }
}
