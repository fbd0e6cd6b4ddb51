package io.omne.memory.application.writing;

import io.omne.memory.Change;
import io.omne.memory.Details;
import io.omne.memory.Edit;
import io.omne.memory.MemoryId;
import io.omne.memory.RelatedMemories;
import io.omne.memory.api.InvalidEdit;
import io.omne.memory.domain.Memory;
import io.omne.validation.ErrorCode;
import io.omne.validation.InvalidValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Checks the references of an edit to other memories. Only new values are checked: a memory may keep references to
/// memories that were deleted meanwhile.
final class EditedLinks {

    private EditedLinks() {}

    /// The edit. It keeps the related memories if the new ones are those that answers show.
    ///
    /// @throws InvalidEdit if the edit refers to a memory that is unknown or may not be referred to
    static Edit checked(Memories memories, Memory memory, Edit edit) {
        Details current = memory.details();
        Optional<RelatedMemories> related = edit.related().from(current.related());
        Optional<MemoryId> supersededBy = edit.supersededBy()
                .from(Optional.ofNullable(current.supersededBy()))
                .flatMap(it -> it);
        if (related.isEmpty() && supersededBy.isEmpty()) {
            return edit;
        }
        Set<MemoryId> existing = memories.existing(
                memory.owner(),
                Stream.of(
                                current.related().ids().stream(),
                                related.stream().flatMap(it -> it.ids().stream()),
                                supersededBy.stream())
                        .flatMap(ids -> ids)
                        .collect(Collectors.toSet()));
        boolean isAsShown = related.filter(it -> it.equals(shown(current.related(), existing)))
                .isPresent();
        List<InvalidValue> errors = new ArrayList<>(
                related.map(it -> UnknownLinks.related(it, existing)).orElse(List.of()));
        supersededBy.stream()
                .flatMap(it -> UnknownLinks.supersededBy(it, existing))
                .forEach(errors::add);
        if (supersededBy.filter(memory.id()::equals).isPresent()) {
            errors.add(new InvalidValue("superseded_by", ErrorCode.UNUSABLE, "must be another memory"));
        }
        if (!errors.isEmpty()) {
            throw new InvalidEdit(errors);
        }
        return isAsShown ? withRelated(edit, Change.keep()) : edit;
    }

    /// The related memories without those that are deleted.
    private static RelatedMemories shown(RelatedMemories related, Set<MemoryId> existing) {
        return new RelatedMemories(
                related.ids().stream().filter(existing::contains).toList());
    }

    private static Edit withRelated(Edit it, Change<RelatedMemories> related) {
        return new Edit(
                it.content(),
                it.type(),
                it.title(),
                it.tags(),
                it.metadata(),
                it.occurredAt(),
                related,
                it.supersededBy());
    }
}
