package io.omne.database.adapter.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/// A statement with named parameters, as the driver takes it: with `$1`, `$2` and so on.
///
/// @param names of the parameters, in the order of their numbers
record NamedSql(String numbered, List<String> names) {

    /// Not a cast, such as `::bigint`.
    private static final Pattern NAMED = Pattern.compile("(?<!:):([a-z_]+)");

    static NamedSql of(String sql) {
        var names = new ArrayList<String>();
        String numbered = NAMED.matcher(sql).replaceAll(it -> {
            if (!names.contains(it.group(1))) {
                names.add(it.group(1));
            }
            return "\\$" + (names.indexOf(it.group(1)) + 1);
        });
        return new NamedSql(numbered, List.copyOf(names));
    }

    List<Object> values(Map<String, Object> parameters) {
        return names.stream()
                .map(name -> Objects.requireNonNull(parameters.get(name), name))
                .toList();
    }
}
