package io.omne.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A Markdown page, read as GitHub reads it.
///
/// @param lines all of its lines
/// @param prose its text without fenced blocks
record Page(Path file, List<String> lines, String prose) {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern ID = Pattern.compile("<a id=\"([^\"]+)\"");
    private static final Pattern HEADING = Pattern.compile("#{1,6} +(.*)");
    private static final Pattern LINKED = Pattern.compile("\\[([^\\]]*)\\]\\([^)]*\\)");
    private static final Pattern DROPPED = Pattern.compile("[^\\p{L}\\p{M}\\p{N}\\p{Pc} -]");

    static Page read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        var prose = new ArrayList<String>();
        boolean fenced = false;
        for (String line : lines) {
            if (line.strip().startsWith("```")) {
                fenced = !fenced;
            } else if (!fenced) {
                prose.add(line);
            }
        }
        return new Page(file, lines, String.join("\n", prose));
    }

    /// The targets of the links, as they are written.
    List<String> links() {
        return found(LINK, CODE.matcher(prose).replaceAll("code"));
    }

    /// The texts in backquotes.
    List<String> code() {
        return found(CODE, prose);
    }

    /// The anchors of the page, to which a link may lead after a `#`.
    Set<String> anchors() {
        var anchors = new HashSet<String>(found(ID, prose));
        var times = new HashMap<String, Integer>();
        prose.lines()
                .map(HEADING::matcher)
                .filter(Matcher::matches)
                .map(heading -> anchor(heading.group(1)))
                .forEach(anchor -> {
                    int before = times.getOrDefault(anchor, 0);
                    times.put(anchor, before + 1);
                    anchors.add(before == 0 ? anchor : anchor + "-" + before);
                });
        return anchors;
    }

    private static String anchor(String heading) {
        String text = LINKED.matcher(heading).replaceAll("$1").strip().toLowerCase(Locale.ROOT);
        return DROPPED.matcher(text).replaceAll("").replace(' ', '-');
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(it -> it.group(1)).toList();
    }
}
