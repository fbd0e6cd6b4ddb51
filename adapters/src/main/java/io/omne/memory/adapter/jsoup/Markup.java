package io.omne.memory.adapter.jsoup;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Removes from a text what could act in a browser, and keeps every other character.
///
/// A cleaned text does not change when it is cleaned again. The time is proportional to the length of the text.
final class Markup {

    private final String text;
    private final boolean standsAlone;
    private final TagReader tags;
    private final StringBuilder kept;
    private final Set<String> dropped = new HashSet<>();
    private final Map<String, Integer> closings = new HashMap<>();
    private int done;
    private int hidden = -1;

    /// @param standsAlone false for the value of an attribute, whose tag continues after it
    private Markup(String text, boolean standsAlone) {
        this.text = text;
        this.standsAlone = standsAlone;
        tags = new TagReader(text);
        kept = new StringBuilder(text.length());
    }

    /// The result is not longer than the text, except for spaces that {@link #dropElement} adds.
    static String cleaned(String text) {
        if (text.indexOf('<') < 0) {
            return text;
        }
        String cleaned = new Markup(text, true).pass();
        boolean isStable =
                cleaned.equals(text) || new Markup(cleaned, true).pass().equals(cleaned);
        boolean inert = cleaned.indexOf('=') < 0 || HtmlTreeCheck.isInert(cleaned);
        return isStable && inert ? cleaned : withoutAnyTag(cleaned);
    }

    /// For a text that can be read in several ways. Such a text is not written by accident.
    static String withoutAnyTag(String text) {
        return text.replace("<", "");
    }

    private String pass() {
        for (HtmlTag tag = tags.next(); tag != null; tag = tags.next()) {
            if (tag.unclosed() >= 0) {
                dropOpenings(tag, tag.unclosed());
            } else if (isLeftOpen(tag)) {
                dropOpenings(tag, tag.end());
            } else if (tag.name().equals(TagReader.COMMENT)) {
                openIfItHides(tag);
            } else if (tag.closing() && dropped.contains(tag.name())) {
                drop(tag, tag.end());
            } else if (tag.closing() || mayStay(tag)) {
                keep(tag);
            } else {
                dropElement(tag);
            }
        }
        keepUpTo(text.length());
        return kept.toString();
    }

    /// Removes every `<` from the tag up to `end`. A tag or value that is never closed here would be closed by what
    /// a page writes after the text, and everything after it would be read in another way. So this tag must not
    /// remain, nor any other that would be a tag once this one is none.
    private void dropOpenings(HtmlTag tag, int end) {
        drop(tag, tag.start());
        kept.append(withoutAnyTag(text.substring(tag.start(), end)));
        done = end;
        tags.moveTo(end);
    }

    /// Whether the tag is an element of HTML that is not closed at the end of the text: what a page writes after
    /// the text would become its attributes. `a<b`, with the name of a variable, is not such an element, nor is
    /// `List<Label`.
    private boolean isLeftOpen(HtmlTag tag) {
        boolean open = tag.end() == text.length() && text.charAt(tag.end() - 1) != '>';
        boolean element = !tag.closing() && tag.name().length() > 1 && ActiveContent.isOfHtml(tag.name());
        return standsAlone && open && element && !isTypeArgument(tag);
    }

    /// Opens a comment that hides something which would act. What a page writes before the text may end the comment
    /// too early, and then its content is markup like any other.
    private void openIfItHides(HtmlTag comment) {
        int start = comment.start() + TagReader.COMMENT.length();
        if (hiddenIn(start, comment.end())) {
            dropOpenings(comment, start);
        }
    }

    /// Whether something in a comment would act. Does not search again for what it has found once.
    private boolean hiddenIn(int start, int end) {
        if (hidden >= start && hidden < end) {
            return true;
        }
        var content = new TagReader(text.substring(0, end));
        content.moveTo(start);
        for (HtmlTag tag = content.next(); tag != null; tag = content.next()) {
            if (tag.name().equals(TagReader.COMMENT)) {
                content.moveTo(tag.start() + TagReader.COMMENT.length());
            } else if (tag.unclosed() >= 0 || (!tag.closing() && (!mayStay(tag) || hasActing(tag)))) {
                hidden = tag.start();
                return true;
            }
        }
        return false;
    }

    private boolean hasActing(HtmlTag tag) {
        return tag.attributes().stream().anyMatch(attribute -> acts(tag, attribute));
    }

    private boolean acts(HtmlTag tag, HtmlTag.Attribute attribute) {
        String value = attribute.value();
        return hides(value) || ActiveContent.acts(tag.name(), attribute.name(), valueOf(attribute));
    }

    /// Whether a value would act as a text of its own.
    private static boolean hides(@Nullable String value) {
        return value != null
                && value.indexOf('<') >= 0
                && !new Markup(value, false).pass().equals(value);
    }

    private boolean mayStay(HtmlTag tag) {
        boolean bare = tag.attributes().isEmpty() && !awaitsAttributes(tag);
        if (ActiveContent.isOtherLanguage(tag.name())) {
            return tag.name().equals("title") && isClosedBehindText(tag);
        }
        if (ActiveContent.isControl(tag.name())) {
            return bare && isTypeArgument(tag);
        }
        return bare || !ActiveContent.isLoader(tag.name());
    }

    /// Whether the text ends where the next attribute would begin: what a page writes after the text would become
    /// an attribute.
    private boolean awaitsAttributes(HtmlTag tag) {
        char last = text.charAt(tag.end() - 1);
        return tag.end() == text.length() && last != '>' && TagReader.endsName(last);
    }

    /// Whether the next tag closes this one. Then it does not matter whether the content is markup.
    private boolean isClosedBehindText(HtmlTag tag) {
        int next = text.indexOf('<', tag.end());
        return next >= 0 && isClosing(tag.name(), next);
    }

    /// Continues after the end tag if the content of the element is no markup.
    private void leave(HtmlTag tag) {
        if (!tag.closing() && ActiveContent.isOtherLanguage(tag.name())) {
            tags.read(text.indexOf('<', tag.end()), true);
        }
    }

    /// Whether the tag is a type argument, as in `List<Button>`.
    private boolean isTypeArgument(HtmlTag tag) {
        return isBehindAWord(tag.start());
    }

    private boolean isBehindAWord(int start) {
        return start > 0 && Character.isLetterOrDigit(text.codePointBefore(start));
    }

    /// Removes an element. A type argument without an end tag, as in `List<Title>`, was not meant as an element: a
    /// space keeps browsers from reading it as one.
    private void dropElement(HtmlTag tag) {
        int closing = closingOf(tag.name(), tag.end());
        boolean closed = closing < text.length();
        if (!closed && tag.attributes().isEmpty() && isTypeArgument(tag)) {
            keepUpTo(tag.start() + 1);
            kept.append(' ');
            return;
        }
        dropped.add(tag.name());
        boolean withContent = tag.name().equals("script") || tag.name().equals("style");
        drop(tag, withContent && closed ? tags.read(closing, true).end() : tag.end());
    }

    /// Removes a tag. The texts before and after it must not form a tag together.
    private void drop(HtmlTag tag, int end) {
        keepUpTo(tag.start());
        while (!kept.isEmpty() && endsInAnOpening()) {
            kept.setLength(kept.length() - 1);
        }
        done = end;
        tags.moveTo(end);
    }

    private boolean endsInAnOpening() {
        int last = kept.length() - 1;
        char c = kept.charAt(last);
        return c == '<' || (c == '/' && last > 0 && kept.charAt(last - 1) == '<');
    }

    /// Keeps a tag without the attributes that act, and only up to an inner tag that would act on its own.
    private void keep(HtmlTag tag) {
        for (HtmlTag.Attribute attribute : tag.attributes()) {
            int inner = innerTag(attribute);
            if (inner >= 0) {
                keepUpTo(inner);
                tags.moveTo(inner);
                return;
            }
            if (!tag.closing() && acts(tag, attribute)) {
                keepUpTo(behindSpaces(attribute.start()));
                done = attribute.end();
            }
        }
        keepUpTo(tag.end());
        leave(tag);
    }

    /// The index of an inner tag at the end of an attribute's name, if that tag would be removed; -1 otherwise. To
    /// a browser the `<script>` of `a<b && <script>` is no tag, but to a person it is.
    private int innerTag(HtmlTag.Attribute attribute) {
        int open = attribute.start() + attribute.name().lastIndexOf('<');
        if (open < attribute.start() || isBehindAWord(open)) {
            return -1;
        }
        String name = attribute.name().substring(open + 1 - attribute.start());
        return ActiveContent.isOtherLanguage(name) && !name.equals("title") ? open : -1;
    }

    /// The index of the first of the spaces directly before `start`.
    private int behindSpaces(int start) {
        int i = start;
        while (i > done && TagReader.isSpace(text.charAt(i - 1))) {
            i--;
        }
        return i;
    }

    /// The value of an attribute. If the text ends before the value, a placeholder: what a page writes after the
    /// text would become the value.
    private @Nullable String valueOf(HtmlTag.Attribute attribute) {
        boolean awaited = "".equals(attribute.value()) && attribute.end() == text.length();
        return awaited ? "?" : attribute.value();
    }

    private void keepUpTo(int end) {
        kept.append(text, done, end);
        done = end;
    }

    /// The index of the next end tag with this name, or the end of the text. Each end tag is searched for only
    /// once, however often this method is called.
    private int closingOf(String name, int from) {
        int known = closings.getOrDefault(name, -1);
        if (known < from) {
            known = search(name, from);
            closings.put(name, known);
        }
        return known;
    }

    private int search(String name, int from) {
        int found = text.indexOf("</", from);
        while (found >= 0 && !isClosing(name, found)) {
            found = text.indexOf("</", found + 1);
        }
        return found < 0 ? text.length() : found;
    }

    /// Whether an end tag of this name begins here, as a browser reads it when it looks for this end tag alone:
    /// `</title-x>` does not close a `title`.
    private boolean isClosing(String name, int at) {
        int end = at + 2 + name.length();
        return text.startsWith("</", at)
                && end < text.length()
                && TagReader.endsName(text.charAt(end))
                && TagReader.lowerCase(text.substring(at + 2, end)).equals(name);
    }
}
