package io.omne.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Checks links of pages to files of the repository and to anchors in them. A link with a scheme leads out of the
/// repository, and is not checked.
final class Links {

    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*:.*");

    private Links() {}

    /// The broken links, each with its page.
    static List<String> broken(List<Path> files) throws IOException {
        var broken = new ArrayList<String>();
        for (Path file : files) {
            Page page = Page.read(file);
            for (String link : inside(page)) {
                if (!leadsSomewhere(page, link)) {
                    broken.add(file + ": " + link);
                }
            }
        }
        return broken;
    }

    /// The pages that a reader can reach from this one by links.
    static Set<Path> reached(Path first) throws IOException {
        var reached = new LinkedHashSet<Path>(List.of(first));
        var next = new ArrayDeque<Path>(reached);
        while (!next.isEmpty()) {
            Page page = Page.read(next.remove());
            for (String link : inside(page)) {
                Path target = target(page, link);
                if (isPage(target) && reached.add(target)) {
                    next.add(target);
                }
            }
        }
        return reached;
    }

    private static List<String> inside(Page page) {
        return page.links().stream()
                .filter(link -> !SCHEME.matcher(link).matches())
                .toList();
    }

    private static boolean leadsSomewhere(Page page, String link) throws IOException {
        Path target = target(page, link);
        int hash = link.indexOf('#');
        if (hash < 0) {
            return Files.exists(target);
        }
        return isPage(target) && Page.read(target).anchors().contains(link.substring(hash + 1));
    }

    private static Path target(Page page, String link) {
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        return path.isEmpty() ? page.file() : page.file().resolveSibling(path).normalize();
    }

    private static boolean isPage(Path target) {
        return target.toString().endsWith(".md") && Files.isRegularFile(target);
    }
}
