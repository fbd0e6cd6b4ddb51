package io.omne;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Texts that would act in a browser, texts that would not, and as many more of both as are wanted.
public final class MarkupTexts {

    private static final Pattern CODE_POINT = Pattern.compile("\\{U\\+([0-9A-F]+)}");

    /// What attacks are made of, also of those that nobody has thought of yet.
    private static final List<String> DANGEROUS_PARTS = words("""
            < > </ /> <! <!-- --> --!> <!--> ]]> <![CDATA[ <? ?> / = " ' ` & ; < > " ' - x
            <script </script> <script> <SCRIPT/ <style> </style> <style </style <svg <svg> </svg> <math> </math> <iframe <iframe>
            </iframe> <noscript> </noscript> <template> </template> <textarea> </textarea> <title> </title> <xmp> </xmp>
            <plaintext> <select> </select> <table> <td> </table> <form <form> </form> <button <input <mglyph> <mtext>
            <annotation-xml <foreignObject> <desc> <object <embed <base <link <meta <frameset> <frame <img <image <a <b <p </p>
            <div <x <List <n;i++ <details <video <animate <set <use <body <html <br>
            onerror=alert(1) onload=alert(1) onclick=alert(1) ONFOCUS=alert(1) ontoggle='alert(1)' onstart="alert(1)" on onx
            autofocus tabindex=0 open src=x src="x" src='x' src= href=javascript:alert(1) href="javascript:alert(1)"
            href='java&#x09;script:alert(1)' href="&#106avascript&colon;alert(1)" href="data:text/html,<script>alert(1)</script>"
            action=javascript:alert(1) formaction=javascript:alert(1) srcdoc="<script>parent.alert(1)</script>"
            xlink:href=javascript:alert(1) to=javascript:alert(1) attributeName=href values=javascript:alert(1)
            style=x:expression(alert(1)) style="animation:x" http-equiv=refresh content="0;url=javascript:alert(1)" id=body
            name=cookie title="--&gt;<img src=x onerror=alert(1)>" title='<' title=" alt=' data-x= alert(1) javascript: &lt; &gt;
            &#60; &quot; \u017Fcript \u212A""");

    /// No `=` is among them, and no name of an element that is more than its content.
    private static final List<String> INNOCENT_PARTS = words("""
            < > <= >= << >> <- -> => <> && & &amp; &lt; &#60; ; ( ) { } [ ] * _ ` ``` # "a" 'b' / // /* */ \\ | ~ ^ % $ @ ! ? , . : -- ---
            a b n x1 i<n a<b b>c <T> <K, V> List<String> Map<String, <? Comparable<? <stdio.h> <vector> <b> </b> <i> </i> <br/> <p>
            </p> <note> </note> <unknown> <1 1<2 <3 </3 <-- <!-- --> <ann@example.org> <https://example.org/> scripts styles
            alert(1) javascript the one \u00E4\u00F6\u00FC \u0434\u0430 \u05D0 \u0645 \u4E16\u754C \uD83D\uDE80 \u017F \u212A \u200B
            \u0001 \u001B""");

    private static final List<String> SPACES = List.of("", "", " ", "\t", "\n", "\r\n", "\f", "/", "\u2028");

    private MarkupTexts() {}

    public static List<String> attacks() {
        return read("attacks.txt", "\n");
    }

    public static List<String> innocents() {
        return Stream.concat(read("innocents.txt", "\n").stream(), read("innocent-texts.txt", "\n%%%%\n").stream())
                .toList();
    }

    public static String attack(RandomGenerator random) {
        return text(DANGEROUS_PARTS, random);
    }

    public static String innocent(RandomGenerator random) {
        return text(INNOCENT_PARTS, random);
    }

    private static String text(List<String> parts, RandomGenerator random) {
        var text = new StringBuilder();
        int length = random.nextInt(1, 20);
        for (int i = 0; i < length; i++) {
            text.append(one(parts, random)).append(one(SPACES, random));
        }
        return text.toString();
    }

    private static String one(List<String> of, RandomGenerator random) {
        return of.get(random.nextInt(of.size()));
    }

    private static List<String> words(String words) {
        return List.of(words.split("\\s+"));
    }

    private static List<String> read(String file, String separator) {
        try (InputStream in = requireNonNull(MarkupTexts.class.getResourceAsStream("/markup/" + file))) {
            String all = new String(in.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
            return Stream.of(all.split(separator))
                    .map(MarkupTexts::withCharacters)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What an editor would not keep is written as `{U+000D}`.
    private static String withCharacters(String text) {
        return CODE_POINT
                .matcher(text)
                .replaceAll(
                        match -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(match.group(1), 16))));
    }
}
