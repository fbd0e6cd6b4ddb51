package io.omne.memory.application.writing;

import io.omne.memory.Change;
import io.omne.memory.Content;
import io.omne.memory.Details;
import io.omne.memory.Edit;
import io.omne.memory.Metadata;
import io.omne.memory.Origin;
import io.omne.memory.SourceId;
import io.omne.memory.Tags;
import io.omne.memory.Title;
import io.omne.memory.api.NewMemory;
import io.omne.memory.api.NewMemory.UniqueKey;
import io.omne.memory.application.writing.MarkupFilter.Texts;
import io.omne.validation.ErrorCode;
import io.omne.validation.InvalidValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Checks and cleans the texts of one new memory or one edit.
final class CheckedTexts {

    /// If more names than this were cleaned, only `metadata` is named, because the answer lists the fields in a
    /// header.
    private static final int MOST_NAMES = 20;

    private final MarkupFilter filter;
    private final List<InvalidValue> errors = new ArrayList<>();

    CheckedTexts(MarkupPolicy policy, ActiveMarkup markup) {
        this.filter = new MarkupFilter(policy, markup);
    }

    /// The errors that were found; empty if all texts may be stored.
    List<InvalidValue> errors() {
        return errors;
    }

    /// The fields that lost markup.
    List<String> cleaned() {
        boolean tooMany =
                filter.cleaned().stream().filter(MetadataTexts::isName).count() > MOST_NAMES;
        return filter.cleaned().stream()
                .map(field -> tooMany && MetadataTexts.isName(field) ? MetadataTexts.FIELD : field)
                .distinct()
                .toList();
    }

    /// The cleaned memory. It may be stored only if there are no {@link #errors}.
    NewMemory of(NewMemory it) {
        Details details = it.details();
        Origin origin = it.origin();
        return new NewMemory(
                content(it.content()),
                details.withTitle(title(details.title()))
                        .withTags(tags(details.tags()))
                        .withMetadata(metadata(details.metadata())),
                new Origin(origin.source(), sourceId(origin.sourceId(), it.key()), origin.conversation()),
                it.key());
    }

    /// The cleaned edit. It may be carried out only if there are no {@link #errors}.
    Edit of(Edit it) {
        return new Edit(
                change(it.content(), this::content),
                it.type(),
                change(it.title(), title -> title.map(this::given)),
                change(it.tags(), this::tags),
                change(it.metadata(), this::metadata),
                it.occurredAt(),
                it.related(),
                it.supersededBy());
    }

    private static <T> Change<T> change(Change<T> change, UnaryOperator<T> stored) {
        return change instanceof Change.To<T>(T value) ? Change.to(stored.apply(value)) : change;
    }

    private Content content(Content sent) {
        return stored(sent, (it, texts) -> Content.of(texts.of("content", it.text())));
    }

    private @Nullable Title title(@Nullable Title sent) {
        return sent == null ? null : given(sent);
    }

    private Title given(Title sent) {
        return stored(sent, (it, texts) -> new Title(texts.of("title", it.text())));
    }

    /// The id of a memory with a unique key is a part of that key, so it is not changed.
    private @Nullable SourceId sourceId(@Nullable SourceId sent, @Nullable UniqueKey key) {
        SourceId cleaned = sourceId(sent);
        if (key != null && !Objects.equals(cleaned, sent)) {
            errors.add(new InvalidValue("id", ErrorCode.ACTIVE_MARKUP, "has markup that could act in a browser"));
        }
        return cleaned;
    }

    private @Nullable SourceId sourceId(@Nullable SourceId sent) {
        return sent == null ? null : stored(sent, (it, texts) -> new SourceId(texts.of("source_id", it.text())));
    }

    private Metadata metadata(Metadata sent) {
        return stored(sent, MetadataTexts::of);
    }

    /// Tags are trimmed after they are cleaned, which can turn the rest into markup again. If so, everything that
    /// could begin a tag of HTML is removed.
    private Tags tags(Tags sent) {
        return read(sent, () -> {
            Tags cleaned = filter.stored(sent, CheckedTexts::tagsWith);
            boolean isClean = filter.stored(cleaned, CheckedTexts::tagsWith).equals(cleaned);
            return isClean ? cleaned : filter.withoutAnyTag(cleaned, CheckedTexts::tagsWith);
        });
    }

    private static Tags tagsWith(Tags tags, Texts texts) {
        return Tags.of(tags.values().stream().map(tag -> texts.of("tags", tag)).toList());
    }

    private <T> T stored(T sent, BiFunction<T, Texts, T> remade) {
        return read(sent, () -> filter.stored(sent, remade));
    }

    private <T> T read(T sent, Supplier<T> stored) {
        try {
            return stored.get();
        } catch (InvalidValue e) {
            errors.add(e);
            return sent;
        }
    }
}
