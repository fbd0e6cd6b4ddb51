package io.omne;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Headers that say how a request is to be answered, or whether at all, or where it came from; right ones and wrong
/// ones, the same for the same seed. None of them makes another request of it.
final class FuzzedHeaders {

    private static final List<String> RANGES = List.of(
            "application/json",
            "application/json",
            "application/*",
            "application/*+json",
            "*/*",
            "*",
            "text/event-stream",
            "text/html",
            "text/plain",
            "text/*",
            "application/problem+json",
            "application/openmetrics-text",
            "application/vnd.spring-boot.actuator.v3+json",
            "garbage",
            "",
            "a/b/c",
            "/",
            "*/json",
            "application/",
            "\u00e9/\u00ff");

    private static final List<String> PARAMETERS = List.of(
            ";charset=iso-8859-1",
            ";charset=utf-16",
            ";charset=utf-32",
            ";charset=us-ascii",
            ";charset=utf-8",
            ";charset=nope",
            ";charset=\"",
            ";charset=\"utf-16\"",
            ";charset=",
            ";charset",
            ";q=0",
            ";q=1.000",
            ";q=0.5",
            ";q=abc",
            ";q=-1",
            ";q=2",
            "; q = 0.5",
            ";q=0.1;q=0.2",
            ";q=1e5",
            ";q=0." + "0".repeat(400),
            ";version=1",
            ";version=0.0.4",
            ";profile=\"a,b;c\"",
            ";boundary=x",
            ";=",
            ";;;",
            ";a=b;c",
            "\u00e9");

    private static final List<String> LANGUAGES = List.of(
            "en", "de;q=0.5, *", "*", "x".repeat(300), "en-", "-", "en;q=x", "i-klingon", "en_US", "\u00e9", "");

    private static final List<String> CODINGS = List.of(
            "gzip",
            "gzip, br;q=0.5",
            "identity;q=0",
            "*;q=0",
            "identity;q=0, *;q=0",
            "x",
            "",
            ",",
            "gzip;q=abc",
            "deflate, gzip;q=1.0, *;q=0.5",
            "\u00e9");

    private static final List<String> CHARSETS =
            List.of("utf-8", "utf-16", "iso-8859-1;q=0.5, *;q=0", "nope", "", ";", "utf-8;q=x", "\u00e9");

    private static final List<String> RANGES_OF_BYTES = List.of(
            "bytes=0-1",
            "bytes=0-",
            "bytes=-5",
            "bytes=5-1",
            "bytes=0-0,2-3,4-5",
            "bytes=" + "0-0,".repeat(200) + "1-1",
            "bytes=99999999999999999999-",
            "bytes=a-b",
            "items=0-1",
            "bytes",
            "=",
            "");

    private static final List<String> DATES = List.of(
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
            "Fri, 31 Dec 9999 23:59:59 GMT",
            "Thu, 01 Jan 1970 00:00:00 GMT",
            "Fri, 32 Dec 2026 25:61:61 GMT",
            "2026-11-28T00:00:00Z",
            "0",
            "-1",
            "yesterday",
            "");

    private static final List<String> TAGS = List.of(
            "*",
            "\"1.1\"",
            "W/\"1.1\"",
            "\"1.1-gzip\"",
            "W/\"1.1;gzip\"",
            "\"a\", \"b\"",
            "\"",
            "W/",
            "W/\"",
            "**",
            "\"\u00e9\"",
            "\"" + "x".repeat(500) + "\"",
            ",,,",
            "");

    private static final List<String> ORIGINS = List.of(
            "https://app.example.com",
            "http://app.example.com",
            "https://other.example",
            "null",
            "",
            "*",
            "https://",
            "https://a_b",
            "https://[::1",
            "https://[::1]:8000",
            "https://x:99999",
            "https://x:abc",
            "//x",
            "file://",
            "chrome-extension://abc",
            "http://localhost",
            "https://\u00e9",
            "%%%",
            "https://%zz",
            "https://a b",
            "https://a, https://b",
            "http://" + "x".repeat(500));

    private static final List<String> HOSTS = List.of(
            "localhost", "a_b", "a_b:8000", "[::1]", "[::1]:80", "127.0.0.1:1", "x.", "X", "a,b", "xn--bcher-kva");

    private static final List<String> FORWARDED = List.of(
            "for=192.0.2.60;proto=http;by=203.0.113.43",
            "for=\"[2001:db8::1]:4711\";host=evil.example;proto=gopher",
            "for=;;",
            "proto",
            "host=\"",
            "for=_hidden, for=unknown",
            "");

    private static final List<String> COOKIES = List.of(
            "SESSION=abc",
            "SESSION=\"\u00e9\"",
            "a=b; a=c; $Version=1",
            "=",
            ";;;",
            "SESSION=" + "x".repeat(1_000),
            "a",
            "");

    private static final List<String> PREFERENCES = List.of(
            "return=minimal", "return=representation; foo=\"", "respond-async, wait=100", "handling=strict", "=", "");

    private static final List<String> OTHERS = List.of(
            "X-HTTP-Method-Override: DELETE",
            "X-HTTP-Method: PUT",
            "X-Method-Override: TRACE",
            "X-Original-URL: /x",
            "X-Rewrite-URL: /x",
            "X-Forwarded-For: 127.0.0.1, \u00e9",
            "X-Forwarded-For: ",
            "X-Forwarded-Host: evil.example",
            "X-Forwarded-Host: a b",
            "X-Forwarded-Port: abc",
            "X-Forwarded-Port: 99999",
            "X-Forwarded-Port: -1",
            "X-Forwarded-Proto: gopher",
            "X-Forwarded-Prefix: /x/../y",
            "X-Forwarded-Prefix: %zz",
            "X-Forwarded-Ssl: on",
            "X-Requested-With: XMLHttpRequest",
            "Access-Control-Request-Method: POST",
            "Access-Control-Request-Method: x y",
            "Access-Control-Request-Headers: \u00e9, x",
            "TE: trailers",
            "TE: trailers, deflate;q=0.5",
            "TE: \u00e9",
            "Trailer: X-T",
            "Cache-Control: only-if-cached, max-age=abc",
            "Cache-Control: max-age=99999999999999999999",
            "Pragma: no-cache",
            "Content-Language: x",
            "Content-Location: http://[",
            "Content-Range: bytes 0-1/2",
            "Content-Disposition: form-data; name=\"",
            "Date: x",
            "From: \u00e9",
            "Max-Forwards: -1",
            "Referer: http://[",
            "User-Agent: \u00e9\u00ff",
            "Via: 1.0 x",
            "Warning: x",
            "Idempotency-Key: \u00e9",
            "Last-Event-ID: ",
            "Last-Event-ID: x",
            "Expect: 100-continue",
            "Expect: 100-Continue, 100-continue",
            "Expect: ",
            "Expect: x",
            "traceparent: 00-x",
            "b3: 1",
            "Sec-Fetch-Mode: x",
            "DNT: x");

    private final RandomGenerator random;

    FuzzedHeaders(RandomGenerator random) {
        this.random = random;
    }

    /// One to three of them.
    void addTo(List<String> headers) {
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            headers.add(next() + (random.nextInt(20) == 0 ? noise() : ""));
        }
    }

    String origin() {
        return pick(ORIGINS);
    }

    String host() {
        return pick(HOSTS);
    }

    private String next() {
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5 -> "Accept: " + accept();
            case 6 -> "Accept-Charset: " + pick(CHARSETS);
            case 7 -> "Accept-Language: " + pick(LANGUAGES);
            case 8 -> "Accept-Encoding: " + pick(CODINGS);
            case 9 -> "Prefer: " + pick(PREFERENCES);
            case 10 -> "Range: " + pick(RANGES_OF_BYTES);
            case 11 -> "If-Range: " + (random.nextBoolean() ? pick(DATES) : pick(TAGS));
            case 12 -> "If-Modified-Since: " + pick(DATES);
            case 13 -> "If-Unmodified-Since: " + pick(DATES);
            case 14 -> "If-None-Match: " + pick(TAGS);
            case 15 -> "If-Match: " + pick(TAGS);
            case 16 -> "Forwarded: " + pick(FORWARDED);
            case 17 -> "Origin: " + pick(ORIGINS);
            case 18 -> "Cookie: " + pick(COOKIES);
            default -> pick(OTHERS);
        };
    }

    /// Bytes that are no ASCII, of which some are control characters.
    private String noise() {
        return random.ints(random.nextInt(1, 4), 0x80, 0x100)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private String accept() {
        int ranges = random.nextInt(20) == 0 ? random.nextInt(30, 120) : random.nextInt(1, 4);
        return IntStream.range(0, ranges)
                .mapToObj(i -> pick(RANGES)
                        + (ranges > 20 ? "x" + i : "")
                        + (random.nextInt(2) == 0 && ranges < 30 ? pick(PARAMETERS) : ""))
                .collect(Collectors.joining(random.nextBoolean() ? ", " : ","));
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
