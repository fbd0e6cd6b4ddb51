package io.omne.memory.adapter.jsoup;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;

/// Decides which elements and attributes could act in a browser. All names are in lower case.
final class ActiveContent {

    /// Elements whose content is no markup for a browser, or markup of another language.
    private static final Set<String> OTHER_LANGUAGES = words("""
            script style iframe noembed noframes noscript xmp textarea title plaintext template svg math frame frameset
            portal fencedframe""");

    /// Elements that are inert only without attributes.
    private static final Set<String> LOADERS = words("object embed applet base link meta bgsound");

    private static final Set<String> CONTROLS = words("form button input select keygen isindex");

    /// The other elements of HTML, including its older versions.
    private static final Set<String> HTML = words("""
            a abbr acronym address area article aside audio b basefont bdi bdo big blink blockquote body br canvas caption
            center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em fieldset figcaption
            figure font footer geolocation h1 h2 h3 h4 h5 h6 head header hgroup hr html i image img ins kbd label layer
            legend li listing main map mark marquee menu menuitem meter nav nobr ol optgroup option output p param picture
            pre progress q rb rp rt rtc ruby s samp search section selectedcontent slot small source span strike strong
            sub summary sup table tbody td tfoot th thead time title tr track tt u ul var video wbr""");

    private static final Set<String> WITH_NAMES = words("a area image img map");

    /// Words that begin like the names of event handlers.
    private static final Set<String> WORDS = words("on once one ones only online onset onto ontology onward onwards");

    /// Attributes that act without a value.
    private static final Set<String> SWITCHES = words("autofocus contenteditable popover");

    private static final Set<String> OF_PAGES = words("""
            action attributionsrc background command commandfor for form formaction id interestfor is ping popovertarget slot
            srcdoc""");

    private static final Set<String> ADDRESSES =
            words("cite codebase data dynsrc href longdesc lowsrc manifest poster profile src usemap xlink:href");

    private static final Set<String> SCRIPTS = words("javascript vbscript livescript mocha");

    private static final Set<String> PLAIN_SCHEMES =
            words("http https ftp ftps mailto tel sms geo urn news irc ircs xmpp matrix magnet");

    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):");
    private static final Pattern PICTURE =
            Pattern.compile("data:image/(?:png|gif|jpe?g|webp|avif|bmp|x-icon|vnd\\.microsoft\\.icon)[;,]");
    private static final Pattern ACTIVE_DATA = Pattern.compile("data:[^,]*(?:html|xml|svg|script)");
    private static final Pattern BEFORE_PATH = Pattern.compile("[^/?#]*");

    private ActiveContent() {}

    private static Set<String> words(String words) {
        return Stream.of(words.split("\\s+")).collect(Collectors.toUnmodifiableSet());
    }

    static boolean isOtherLanguage(String element) {
        return OTHER_LANGUAGES.contains(element);
    }

    static boolean isLoader(String element) {
        return LOADERS.contains(element);
    }

    static boolean isOfHtml(String element) {
        return HTML.contains(element);
    }

    static boolean isControl(String element) {
        return CONTROLS.contains(element);
    }

    /// @param value as it is written; null if there is none. An empty value counts as none, and so does one that
    ///     begins with `=`: it is no script and no address
    static boolean acts(String element, String attribute, @Nullable String value) {
        boolean known = HTML.contains(element);
        if (value == null || value.isEmpty() || value.startsWith("=")) {
            return known && SWITCHES.contains(attribute);
        }
        String read = Parser.unescapeEntities(value, true);
        return runs(attribute, read)
                || attribute.equals("style")
                || (known && (isOfPage(element, attribute) || leads(attribute, read)));
    }

    /// Whether the attribute is a script.
    ///
    /// @param value with its entities resolved
    static boolean runs(String attribute, String value) {
        String address = address(value);
        return (attribute.startsWith("on") && !WORDS.contains(attribute) && !value.startsWith("="))
                || SCRIPTS.contains(scheme(address))
                || ACTIVE_DATA.matcher(address).lookingAt();
    }

    /// Whether the attribute changes what the surrounding page means or does.
    private static boolean isOfPage(String element, String attribute) {
        return SWITCHES.contains(attribute)
                || OF_PAGES.contains(attribute)
                || (attribute.equals("name") && WITH_NAMES.contains(element));
    }

    /// Whether the attribute is an address that is not a plain one. An entity that was not resolved may hide such
    /// an address.
    private static boolean leads(String attribute, String value) {
        if (!ADDRESSES.contains(attribute)) {
            return false;
        }
        String address = address(value);
        String scheme = scheme(address);
        Matcher beforePath = BEFORE_PATH.matcher(address);
        boolean hidden = beforePath.lookingAt() && beforePath.group().indexOf('&') >= 0;
        boolean plain = scheme.isEmpty()
                || PLAIN_SCHEMES.contains(scheme)
                || PICTURE.matcher(address).lookingAt();
        return hidden || !plain;
    }

    private static String scheme(String address) {
        Matcher scheme = SCHEME.matcher(address);
        return scheme.lookingAt() ? scheme.group(1) : "";
    }

    /// Converts an address to lower case, and removes the characters that browsers ignore in it.
    private static String address(String value) {
        return TagReader.lowerCase(value.codePoints()
                .filter(c -> c > ' ')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString());
    }
}
