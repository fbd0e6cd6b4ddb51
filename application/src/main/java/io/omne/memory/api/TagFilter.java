package io.omne.memory.api;

import io.omne.memory.Tags;

/// Conditions on the tags of a memory. Conditions with the same meaning are equal: their tags are sorted.
///
/// @param wanted the tags of which a memory must have all or any, as `match` says; empty for no condition
/// @param match always {@link Match#ALL} if fewer than two tags are wanted
/// @param excluded the tags of which a memory must have none
public record TagFilter(Tags wanted, Match match, Tags excluded) {

    public static final TagFilter NONE = new TagFilter(Tags.NONE, Match.ALL, Tags.NONE);

    /// @throws io.omne.validation.InvalidValue for tags that no memory can have
    public TagFilter {
        wanted = sorted(wanted);
        match = wanted.values().size() < 2 ? Match.ALL : match;
        excluded = sorted(excluded);
    }

    private static Tags sorted(Tags tags) {
        return Tags.of(tags.values().stream().sorted().toList());
    }

    /// How many of the wanted tags a memory must have.
    public enum Match {
        ALL,
        ANY
    }
}
