package io.omne;

import java.util.Locale;
import org.assertj.core.api.SoftAssertions;

/// A figure of Omne beside another that was measured in the same run.
///
/// @param row the row of the comparison that it belongs to
/// @param name what was measured, with its unit
/// @param beside what the other figure is of
/// @param least the bar for the ratio of both; 0 for none
/// @param most the bar for the ratio of both; infinite for none
record Figure(String row, String name, double omne, String beside, double other, double least, double most) {

    private static final double ANY = Double.POSITIVE_INFINITY;

    static Figure of(String row, String name, double omne, String beside, double other) {
        return new Figure(row, name, omne, beside, other, 0, ANY);
    }

    Figure atLeast(double ratio) {
        return new Figure(row, name, omne, beside, other, ratio, most);
    }

    Figure atMost(double ratio) {
        return new Figure(row, name, omne, beside, other, least, ratio);
    }

    double ratio() {
        return omne / other;
    }

    void print() {
        System.out.printf(
                Locale.ROOT,
                "[bench] %s: %s: %,.2f; %s: %,.2f; ratio %.2f%s%n",
                row,
                name,
                omne,
                beside,
                other,
                ratio(),
                bar());
    }

    private String bar() {
        String atLeast = least > 0 ? String.format(Locale.ROOT, " (at least %.2f)", least) : "";
        return most < ANY ? atLeast + String.format(Locale.ROOT, " (at most %.2f)", most) : atLeast;
    }

    /// A line of a table in Markdown.
    String line() {
        return String.format(
                Locale.ROOT, "| %s | %s | %,.2f | %s | %,.2f | %.2f |%n", row, name, omne, beside, other, ratio());
    }

    void check(SoftAssertions all) {
        all.assertThat(ratio())
                .as("%s: %s, against %s", row, name, beside)
                .isGreaterThanOrEqualTo(least)
                .isLessThanOrEqualTo(most);
    }
}
