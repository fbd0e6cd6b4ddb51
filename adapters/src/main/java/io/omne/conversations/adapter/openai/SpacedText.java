package io.omne.conversations.adapter.openai;

/// A text with one space for each run of white space, and where its characters stand in the original.
final class SpacedText {

    private final String text;
    private final int[] origins;

    SpacedText(String original) {
        var spaced = new StringBuilder(original.length());
        origins = new int[original.length()];
        for (int i = 0; i < original.length(); i++) {
            boolean isSpace = Character.isWhitespace(original.charAt(i)) || original.charAt(i) == '\u00a0';
            boolean isRepeated = isSpace && !spaced.isEmpty() && spaced.charAt(spaced.length() - 1) == ' ';
            if (!isRepeated) {
                origins[spaced.length()] = i;
                spaced.append(isSpace ? ' ' : original.charAt(i));
            }
        }
        text = spaced.toString();
    }

    String text() {
        return text;
    }

    int origin(int index) {
        return origins[index];
    }
}
