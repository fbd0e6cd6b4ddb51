package io.omne;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Values of settings with a marker in the place of a secret.
final class Secrets {

    static final String MARKER = "Quetzalcoatlus";

    private static final List<String> UNENCODED = List.of(
            "%",
            "%zz", "%2", "@", "@@", "/", "#", "?", " ", "\t", "\n", "[", "]", "{", "}", "^", "|", "\\", "\"", "<", ">",
            "`", "/@", "#@", "?x=@", "%00", "%0A");

    private Secrets() {}

    /// URLs none of which is right: a character that is to be encoded somewhere in the password or user, or a
    /// fault elsewhere.
    ///
    /// @param end `port/path`
    static Stream<String> malformed(String scheme, String end) {
        var random = new Random(5);
        var all = new ArrayList<String>();
        for (String bad : UNENCODED) {
            int cut = random.nextInt(MARKER.length() + 1);
            all.add("%s://user:%s@host:%s".formatted(scheme, MARKER + bad + MARKER, end));
            all.add("%s://user:%s@host:%s".formatted(scheme, bad + MARKER, end));
            all.add("%s://user:%s@host:%s".formatted(scheme, MARKER + bad, end));
            all.add("%s://%s:x@host:%s".formatted(scheme, MARKER + bad + "x", end));
            all.add("%s://u:%s%s%s@h:%s"
                    .formatted(scheme, MARKER + MARKER.substring(0, cut), bad, MARKER.substring(cut), end));
        }
        String path = end.substring(end.indexOf('/'));
        for (String host :
                List.of("", ":", ":99999", "h:port", "h:-1", "h:123456", "h h", "[::1", "h]", "h,", "h:1:2", "é")) {
            all.add("%s://user:%s@%s%s".formatted(scheme, MARKER, host, path));
        }
        all.add("%s:/user:%s@host:%s".formatted(scheme, MARKER, end));
        all.add("%s//user:%s@host:%s".formatted(scheme, MARKER, end));
        all.add(" %s://user:%s@host:%s".formatted(scheme, MARKER, end));
        all.add("%sx://user:%s@host:%s".formatted(scheme, MARKER, end));
        all.add("://user:%s@host:%s".formatted(MARKER, end));
        return all.stream();
    }
}
