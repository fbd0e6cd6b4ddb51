package io.omne.memory.adapter.jsoup;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Takes out of a text what could act in a browser, and leaves every other character as it is.
///
/// What is cleaned stays as it is when it is cleaned again. It takes time in proportion to the text's length.
final class Markup {

    private final String text;
    private final boolean standsAlone;
    private final TagReader tags;
    private final StringBuilder kept;
    private final Set<String> dropped = new HashSet<>();
    private final Map<String, Integer> closings = new HashMap<>();
    private int done;
    private int hidden = -1;

    /// @param standsAlone not in a value of a tag, which goes on behind it
    private Markup(String text, boolean standsAlone) {
        this.text = text;
        this.standsAlone = standsAlone;
        tags = new TagReader(text);
        kept = new StringBuilder(text.length());
    }

    /// As long as it was at most, but for spaces in {@link #dropElement}.
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

    /// For a text that is read in several ways, which nobody writes by chance.
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

    /// Up to there. What is never closed here would be by what a page writes behind the text, and all that follows be
    /// read in another way. So there is to be no tag, nor another one that would be where this one is none.
    private void dropOpenings(HtmlTag tag, int end) {
        drop(tag, tag.start());
        kept.append(withoutAnyTag(text.substring(tag.start(), end)));
        done = end;
        tags.moveTo(end);
    }

    /// Whether it is an element of HTML for which attributes are awaited at the text's end: those that a page writes
    /// behind the text would be its own. An `a<b`, with a variable's name, is none, nor is `List<Label`.
    private boolean isLeftOpen(HtmlTag tag) {
        boolean open = tag.end() == text.length() && text.charAt(tag.end() - 1) != '>';
        boolean element = !tag.closing() && tag.name().length() > 1 && ActiveContent.isOfHtml(tag.name());
        return standsAlone && open && element && !isTypeArgument(tag);
    }

    /// A comment's content is markup like any other where what a page writes before the text ends it too soon.
    private void openIfItHides(HtmlTag comment) {
        int start = comment.start() + TagReader.COMMENT.length();
        if (hiddenIn(start, comment.end())) {
            dropOpenings(comment, start);
        }
    }

    /// Whether something in a comment would act. What was found once is not looked for again.
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

    /// Whether a value would act if it stood for itself.
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

    /// Whether the text ends where the next attribute would begin: whatever a page writes behind the text would be one.
    private boolean awaitsAttributes(HtmlTag tag) {
        char last = text.charAt(tag.end() - 1);
        return tag.end() == text.length() && last != '>' && TagReader.endsName(last);
    }

    /// Then it is the same whether or not its content is markup.
    private boolean isClosedBehindText(HtmlTag tag) {
        int next = text.indexOf('<', tag.end());
        return next >= 0 && isClosing(tag.name(), next);
    }

    /// What follows is read on from there.
    private void leave(HtmlTag tag) {
        if (!tag.closing() && ActiveContent.isOtherLanguage(tag.name())) {
            tags.read(text.indexOf('<', tag.end()), true);
        }
    }

    /// As in `List<Button>`.
    private boolean isTypeArgument(HtmlTag tag) {
        return isBehindAWord(tag.start());
    }

    private boolean isBehindAWord(int start) {
        return start > 0 && Character.isLetterOrDigit(text.codePointBefore(start));
    }

    /// A type argument that nothing closes, as in `List<Title>`, is no element to whoever wrote it: a space keeps
    /// it from being one to anybody.
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

    /// What was around it must not make a tag together.
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

    /// Without what of it acts, and up to what would act if it were no part of it.
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

    /// Where an attribute's name ends with what looks like a tag that would go; -1 where it does not. The `<script>` of
    /// `a<b && <script>` is no tag to a browser, but to whoever reads it.
    private int innerTag(HtmlTag.Attribute attribute) {
        int open = attribute.start() + attribute.name().lastIndexOf('<');
        if (open < attribute.start() || isBehindAWord(open)) {
            return -1;
        }
        String name = attribute.name().substring(open + 1 - attribute.start());
        return ActiveContent.isOtherLanguage(name) && !name.equals("title") ? open : -1;
    }

    /// The first of the spaces that stand right before it.
    private int behindSpaces(int start) {
        int i = start;
        while (i > done && TagReader.isSpace(text.charAt(i - 1))) {
            i--;
        }
        return i;
    }

    /// Anything, where the text ends before it: whatever a page writes behind the text would be it.
    private @Nullable String valueOf(HtmlTag.Attribute attribute) {
        boolean awaited = "".equals(attribute.value()) && attribute.end() == text.length();
        return awaited ? "?" : attribute.value();
    }

    private void keepUpTo(int end) {
        kept.append(text, done, end);
        done = end;
    }

    /// Where the next end tag of that name is, or the text's end. It is searched for once, however often it is
    /// asked for.
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

    /// As a browser has it where it looks for this end tag alone: `</title-x>` is none of a `title`.
    private boolean isClosing(String name, int at) {
        int end = at + 2 + name.length();
        return text.startsWith("</", at)
                && end < text.length()
                && TagReader.endsName(text.charAt(end))
                && TagReader.lowerCase(text.substring(at + 2, end)).equals(name);
    }
}
