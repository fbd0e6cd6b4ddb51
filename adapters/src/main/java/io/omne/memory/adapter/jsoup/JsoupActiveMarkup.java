package io.omne.memory.adapter.jsoup;

import io.omne.memory.application.writing.ActiveMarkup;
import org.springframework.stereotype.Component;

@Component
class JsoupActiveMarkup implements ActiveMarkup {

    @Override
    public String cleaned(String text) {
        return Markup.cleaned(text);
    }

    @Override
    public String withoutAnyTag(String text) {
        return Markup.withoutAnyTag(text);
    }
}
