package io.omne.memory.application.writing;

import io.omne.memory.Title;
import io.omne.memory.api.TitleMarkup;
import org.springframework.stereotype.Component;

/// Checks titles as {@link CheckedTexts} checks those of memories.
@Component
class CheckedTitles implements TitleMarkup {

    private final MarkupPolicy policy;
    private final ActiveMarkup markup;

    CheckedTitles(MarkupPolicy policy, ActiveMarkup markup) {
        this.policy = policy;
        this.markup = markup;
    }

    @Override
    public CheckedTitle check(Title title) {
        var filter = new MarkupFilter(policy, markup);
        Title stored = filter.stored(title, (it, texts) -> new Title(texts.of("title", it.text())));
        return new CheckedTitle(stored, !filter.cleaned().isEmpty());
    }
}
