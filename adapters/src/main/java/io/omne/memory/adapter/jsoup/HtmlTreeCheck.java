package io.omne.memory.adapter.jsoup;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/// Checks a text with another parser, which builds the whole tree.
final class HtmlTreeCheck {

    private HtmlTreeCheck() {}

    /// Whether the parser finds nothing that would run.
    static boolean isInert(String text) {
        return Jsoup.parseBodyFragment(text).body().stream().allMatch(HtmlTreeCheck::isInert);
    }

    private static boolean isInert(Element element) {
        String name = element.normalName();
        boolean html = element.tag().namespace().equals(Parser.NamespaceHtml);
        return html
                && (name.equals("title") || !ActiveContent.isOtherLanguage(name))
                && element.attributes().asList().stream().allMatch(HtmlTreeCheck::isInert);
    }

    private static boolean isInert(Attribute attribute) {
        return attribute.getValue().isEmpty()
                || !ActiveContent.runs(TagReader.lowerCase(attribute.getKey()), attribute.getValue());
    }
}
