package io.omne.recall.domain;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// What the ranking wants to know of a memory's text besides its words. Read when the memory is indexed.
///
/// The order of the values is stored (`bits`): new ones come last.
@SuppressWarnings("EnumOrdinal") // the order is fixed
public enum Mark {

    /// The text speaks of its author: "I", "my", "we", and the same in other languages.
    FIRST_PERSON,

    /// The text asks something.
    QUESTION,

    /// The text says when something happens, in English or German: a date, a time of day, a day, a month, or a
    /// distance in time.
    TIME;

    /// The marks of a text.
    public static Set<Mark> of(CharSequence text) {
        return Collections.unmodifiableSet(new MarkReader(text).read());
    }

    /// The marks as one number, a bit for each, to be stored.
    public static int bits(Set<Mark> marks) {
        return marks.stream().mapToInt(mark -> 1 << mark.ordinal()).sum();
    }

    /// The marks that {@link #bits} made a number of. Unknown bits are ignored.
    public static Set<Mark> ofBits(int bits) {
        Set<Mark> marks = EnumSet.noneOf(Mark.class);
        Arrays.stream(values())
                .filter(mark -> (bits & 1 << mark.ordinal()) != 0)
                .forEach(marks::add);
        return Collections.unmodifiableSet(marks);
    }
}
