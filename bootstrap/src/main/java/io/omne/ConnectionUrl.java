package io.omne;

import io.omne.validation.CannotStart;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The URL of a server that Omne connects to, as in RFC 3986: `scheme://user:password@host:port/path?query`. Host
/// names may contain an underscore, as Docker Compose makes them; `java.net.URI` finds no host in such a URL.
///
/// @param user percent-decoded; null if there is none
/// @param password percent-decoded; null if there is none
/// @param host without the brackets of an IPv6 address
/// @param port -1 if there is none
/// @param path with its slash, not decoded; may be empty
/// @param query not decoded; null if there is none
record ConnectionUrl(
        String scheme,
        @Nullable String user,
        @Nullable String password,
        String host,
        int port,
        String path,
        @Nullable String query) {

    private static final int HIGHEST_PORT = 65_535;
    private static final String HOST = "[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+(?:%[A-Za-z0-9._-]+)?]";

    private static final Pattern URL =
            Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)([^?#]*)(?:\\?([^#]*))?(#.*)?");
    private static final Pattern AUTHORITY = Pattern.compile("(?:([^@]*)@)?(" + HOST + ")(?::([0-9]{0,5}))?");
    private static final Pattern HOSTS =
            Pattern.compile("(?:%1$s)(?::[0-9]{1,5})?(?:,(?:%1$s)(?::[0-9]{1,5})?)*".formatted(HOST));
    private static final Pattern USER_INFO =
            Pattern.compile("(?:[A-Za-z0-9\\-._~!$&'()*+,;=:[^\\x00-\\x7F]]|%[0-9A-Fa-f]{2})*");
    private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final Pattern BLANK_OR_CONTROL = Pattern.compile("[\\s\\p{Cntrl}]");

    /// @param setting the name of the setting
    /// @param form an example of what it should look like
    /// @throws CannotStart if the URL is malformed; the message says what is wrong, and repeats nothing of the URL,
    ///     because it may hold a password
    static ConnectionUrl parse(String setting, String form, String url) {
        Matcher whole = URL.matcher(url);
        String fault = fault(url, whole);
        if (fault != null) {
            throw new CannotStart("%s %s; it should look like %s.".formatted(setting, fault, form));
        }
        Matcher authority = AUTHORITY.matcher(whole.group(2));
        if (!authority.matches() || number(authority.group(3)) > HIGHEST_PORT) {
            throw new CannotStart("%s names no host and port; it should look like %s.".formatted(setting, form));
        }
        String userInfo = authority.group(1);
        int colon = userInfo == null ? -1 : userInfo.indexOf(':');
        String host = authority.group(2);
        return new ConnectionUrl(
                whole.group(1),
                userInfo == null ? null : decoded(setting, colon < 0 ? userInfo : userInfo.substring(0, colon)),
                userInfo == null || colon < 0 ? null : decoded(setting, userInfo.substring(colon + 1)),
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                number(authority.group(3)),
                whole.group(3),
                whole.group(4));
    }

    /// Whether the text is `host:port`, or several of these with commas, without a user.
    static boolean isHosts(@Nullable String authority) {
        return authority != null && HOSTS.matcher(authority).matches();
    }

    private static @Nullable String fault(String url, Matcher whole) {
        if (BLANK_OR_CONTROL.matcher(url).find()) {
            return "contains a space or a line break";
        }
        if (BAD_ESCAPE.matcher(url).find()) {
            return "contains a % that begins no escape (a % of a password is written %25)";
        }
        if (!whole.matches()) {
            return "is no URL";
        }
        String authority = whole.group(2);
        int at = authority.lastIndexOf('@');
        String hosts = authority.substring(at + 1);
        if (hosts.contains(",") && isHosts(hosts)) {
            return "names several hosts, which is not supported (one name has to lead to the primary)";
        }
        boolean authorityEnded = url.indexOf('@', url.indexOf("://") + 3 + authority.length()) >= 0;
        if (authorityEnded
                || whole.group(5) != null
                || (at >= 0 && !USER_INFO.matcher(authority.substring(0, at)).matches())) {
            return "contains a character that must be percent-encoded (@ as %40, / as %2F, : as %3A, # as %23)";
        }
        return null;
    }

    private static int number(@Nullable String digits) {
        return digits == null || digits.isEmpty() ? -1 : Integer.parseInt(digits);
    }

    /// A plus sign stands for itself here, unlike in a form.
    private static String decoded(String setting, String text) {
        String decoded = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        if (decoded.chars().anyMatch(Character::isISOControl)) {
            throw new CannotStart("%s has a control character in its user or password.".formatted(setting));
        }
        return decoded;
    }

    /// `host:port`, with brackets around an IPv6 address.
    String hostAndPort(int defaultPort) {
        String bracketed = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return bracketed + ":" + (port < 0 ? defaultPort : port);
    }

    @Override
    public String toString() {
        return "ConnectionUrl[…]";
    }
}
