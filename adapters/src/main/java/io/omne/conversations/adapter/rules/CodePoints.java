package io.omne.conversations.adapter.rules;

/// Where UTF-16 units of a text are, counted in code points.
final class CodePoints {

    private final int[] before;

    CodePoints(String text) {
        this.before = new int[text.length() + 1];
        for (int i = 0; i < text.length(); i++) {
            boolean isSecond = i > 0 && Character.isSurrogatePair(text.charAt(i - 1), text.charAt(i));
            before[i + 1] = before[i] + (isSecond ? 0 : 1);
        }
    }

    /// How many code points begin before this unit.
    int before(int unit) {
        return before[unit];
    }
}
