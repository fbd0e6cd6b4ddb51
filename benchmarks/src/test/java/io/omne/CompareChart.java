package io.omne;

import java.util.List;
import java.util.Locale;

/// Draws the rates of Omne in those of the plain service, as bars in an SVG.
final class CompareChart {

    private static final int LINE = 24;
    private static final int NAMES = 230;
    private static final int BARS = 460;
    private static final int MARGIN = 60;
    private static final int TOP = 40;

    /// The bars end here; the figures beside them do not.
    private static final double LONGEST = 3;

    private CompareChart() {}

    static String of(List<ComparedRow> rows) {
        int width = NAMES + BARS + MARGIN;
        int height = TOP + LINE * rows.size() + 10;
        var svg = new StringBuilder(String.format(Locale.ROOT, """
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="13">
                <rect width="100%%" height="100%%" fill="#ffffff"/>
                <text x="%d" y="20" fill="#333333">Omne's rate divided by that of the plain service</text>
                """, width, height, NAMES));
        for (int i = 0; i < rows.size(); i++) {
            svg.append(bar(rows.get(i), TOP + LINE * i));
        }
        double one = NAMES + BARS / LONGEST;
        return svg.append(String.format(
                        Locale.ROOT,
                        "<line x1=\"%1$.1f\" x2=\"%1$.1f\" y1=\"%2$d\" y2=\"%3$d\" stroke=\"#333333\""
                                + " stroke-dasharray=\"4 3\"/>%n</svg>%n",
                        one,
                        TOP - 8,
                        height - 8))
                .toString();
    }

    private static String bar(ComparedRow row, int y) {
        double length = BARS * Math.min(row.rate(), LONGEST) / LONGEST;
        return String.format(
                Locale.ROOT,
                """
                <text x="%d" y="%d" text-anchor="end" fill="#333333">%s</text>
                <rect x="%d" y="%d" width="%.1f" height="%d" fill="%s"/>
                <text x="%.1f" y="%d" fill="#333333">%.2f</text>
                """,
                NAMES - 8,
                y + 14,
                row.workload().name(),
                NAMES,
                y + 2,
                length,
                LINE - 8,
                row.rate() >= row.workload().leastRate() ? "#2f7d5b" : "#b5542b",
                NAMES + length + 6,
                y + 14,
                row.rate());
    }
}
