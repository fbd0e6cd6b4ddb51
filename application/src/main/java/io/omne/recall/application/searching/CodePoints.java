package io.omne.recall.application.searching;

/// A text by its code points. It is read from the last place on, so that many places in their order are found in
/// one pass.
final class CodePoints {

    private final String text;
    private int place;
    private int index;

    CodePoints(String text) {
        this.text = text;
    }

    int length() {
        return text.codePointCount(0, text.length());
    }

    String between(int start, int end) {
        index = text.offsetByCodePoints(index, start - place);
        place = start;
        return text.substring(index, text.offsetByCodePoints(index, end - start));
    }
}
