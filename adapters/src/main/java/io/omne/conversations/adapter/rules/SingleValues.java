package io.omne.conversations.adapter.rules;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import io.omne.conversations.adapter.rules.text.Sentence;
import io.omne.conversations.application.extractor.ExtractedMemory.Fact;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Attributes of which a person has one value at a time: home town, employer, birthday, favourite colour.
///
/// "I moved to" gives none: people also move to another editor.
final class SingleValues {

    /// A place or a firm, with nothing behind it that might be another.
    private static final String PROPER =
            "(?<value>[\\p{L}][\\p{L}\\p{M}\\d'&.-]*(?: [\\p{Lu}\\d][\\p{L}\\p{M}\\d'&.-]*){0,3})"
                    + "(?=(?<rest>,? (?:now|again|these days|currently|and|with|in|near|since|for|as|btw|lol"
                    + "|at the moment)\\b|[.!,;)]|\\s*$|\\s[^\\p{L}\\d]))";

    private record Attribute(String name, Pattern pattern) {}

    private static final List<Attribute> PROPERS = List.of(
            new Attribute("home town", of("(?:i|we) (?:now |currently |still )?live in ")),
            new Attribute("home town", of("(?:i|we)(?:'ve| have) been living in ")),
            new Attribute("employer", of("i (?:now |currently |still )?work (?:at|for) ")),
            new Attribute("employer", of("i(?:'ve| have)? (?:just |recently )?started (?:working )?(?:at|for) ")),
            new Attribute("employer", of("i'm (?:now )?(?:working|employed) (?:at|for|by) ")));

    private static final Set<String> NO_PLACES = Set.of("""
            a an the my our constant fear hope peace sin style luxury poverty home denial night free fun \
            another one two this that it something someone myself bed pain least first your you tears level \
            scale harmony exile shifts some different""".split(" "));

    private static final Pattern ANOTHER = Pattern.compile(",? (?:and|or|&) \\p{Lu}(?=\\p{L})");

    private static final String MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\\w*\\.?";

    /// The group `what` is the attribute.
    private static final List<Pattern> OWN = List.of(
            own("my (?<what>birthday)(?: is|'s)(?: now)?(?: on)?(?: the)? (?:\\d|" + MONTH + " \\d)"),
            own("my (?:new |current |home |postal ){0,2}(?<what>address)(?: is|'s)(?: now)? [^\\d]{0,60}\\d"),
            own("my (?<what>(?:shoe|shirt|dress|ring) size|blood (?:type|group))(?: is"
                    + "|'s)(?: now)? (?!not\\b|the same)\\S"),
            own("my (?<what>favou?rite (?!ones?\\b|parts?\\b|things?\\b|way\\b"
                    + "|moment\\b)[\\p{L}-]{2,20}(?: [\\p{L}-]{2,20}){0,2})"
                    + " is(?: now)? (?!not\\b|still\\b|a secret|.{0,80} in it\\b)\\S"));

    /// Names of the speaker, and of relatives of whom there is one.
    private static final Pattern NAME = Pattern.compile(
            OwnWords.LEAD
                    + "my (?:(?:full )?name(?: is|'s)|(?<who>wife|husband|mother|father|mum|mom|dad|boyfriend"
                    + "|girlfriend|fianc[eé]e?)"
                    + "(?:'s name is| is called| is named))\\s+(?!on\\b|in\\b|not\\b"
                    + "|the\\b)(?<value>\\p{L}[\\p{L}'-]*)",
            CASE_INSENSITIVE);

    private SingleValues() {}

    private static Pattern of(String words) {
        return Pattern.compile("(?i:" + OwnWords.LEAD + words + ")" + PROPER);
    }

    private static Pattern own(String words) {
        return Pattern.compile(OwnWords.LEAD + words, CASE_INSENSITIVE);
    }

    static @Nullable Fact in(Sentence it, Writer writer) {
        for (Attribute one : PROPERS) {
            Matcher said = one.pattern().matcher(it.shadow());
            if (said.lookingAt() && isProper(said.group("value"), it) && !hasMore(it, said.end())) {
                return new Fact(writer.subject(), one.name());
            }
        }
        for (Pattern one : OWN) {
            Matcher said = one.matcher(it.shadow());
            if (said.lookingAt()) {
                return new Fact(writer.subject(), lower(said.group("what")).replace("favorite", "favourite"));
            }
        }
        return name(it, writer);
    }

    private static @Nullable Fact name(Sentence it, Writer writer) {
        Matcher name = NAME.matcher(it.shadow());
        if (!name.lookingAt() || !isProper(name.group("value"), it)) {
            return null;
        }
        String who = name.group("who");
        return new Fact(who == null ? writer.subject() : writer.subject() + "'s " + lower(who), "name");
    }

    /// In texts without capital letters, any word that is no common one.
    private static boolean isProper(String value, Sentence it) {
        boolean isLower = it.text().equals(lower(it.text()));
        return !NO_PLACES.contains(lower(value.split(" ", 2)[0]))
                && (isLower || Character.isUpperCase(value.codePointAt(0)));
    }

    /// Whether the sentence goes on to another thing that is not a part of the value.
    private static boolean hasMore(Sentence it, int from) {
        Matcher rest =
                OwnWords.SECOND.matcher(it.shadow()).region(from, it.shadow().length());
        return rest.find()
                || ANOTHER.matcher(it.shadow())
                        .region(from, it.shadow().length())
                        .lookingAt();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
