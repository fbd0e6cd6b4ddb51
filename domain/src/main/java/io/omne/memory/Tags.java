package io.omne.memory;

import io.omne.validation.ErrorCode;
import io.omne.validation.InvalidValue;
import io.omne.validation.TextRules;
import java.util.List;
import java.util.stream.IntStream;

/// At most 50 tags of 1 to 100 characters; trimmed, without duplicates, in the order given.
public record Tags(List<String> values) {

    public static final Tags NONE = new Tags(List.of());
    public static final int MAX_COUNT = 50;
    public static final int MAX_LENGTH = 100;

    public Tags {
        values = normalised(values);
        if (values.size() > MAX_COUNT) {
            throw new InvalidValue(
                    "tags", ErrorCode.TOO_MANY, "at most %d tags, not %d".formatted(MAX_COUNT, values.size()));
        }
    }

    /// Creates the tags of a request: trimmed of all Unicode spaces, each with a visible character. The constructor
    /// also accepts tags that were stored before these rules.
    public static Tags of(List<String> tags) {
        List<String> trimmed = tags.stream().map(TextRules::trimmed).toList();
        var normalised = new Tags(trimmed);
        for (int i = 0; i < trimmed.size(); i++) {
            TextRules.checkNotBlank(field(i), trimmed.get(i));
        }
        return normalised;
    }

    private static List<String> normalised(List<String> tags) {
        return IntStream.range(0, tags.size())
                .mapToObj(i -> checked(field(i), tags.get(i).strip()))
                .distinct()
                .toList();
    }

    private static String field(int index) {
        return "tags[" + index + "]";
    }

    private static String checked(String field, String tag) {
        TextRules.checkNotWhiteSpace(field, tag);
        TextRules.check(field, tag, MAX_LENGTH);
        return tag;
    }

    @Override
    public String toString() {
        return "Tags[" + values.size() + "]";
    }
}
