package io.omne.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.TestServer;
import io.omne.TestServer.Caller;
import io.omne.TestServer.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PercentEncodingTest {

    private static final String PATH = "/api/v1/memories";

    private final TestServer server = TestServer.running();
    private final Caller somebody = server.somebody();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%ff",
                "a%80",
                "%C0%AF",
                "%c0%80",
                "%E0%80%AF",
                "%ed%a0%80",
                "%F4%90%80%80",
                "%F8%88%80%80%80",
                "%E2%82",
                "%e2%82x",
                "x%f0%9f%98"
            })
    void refusesWhatIsNoUtf8(String bytes) {
        for (String path : new String[] {
            PATH + "?tags=" + bytes,
            PATH + "?" + bytes + "=1",
            PATH + "?page=1&" + bytes,
            PATH + "/" + bytes,
            PATH + "/" + bytes + "/history",
            "/docs/" + bytes
        }) {
            Reply reply = somebody.get(path);

            assertThat(reply.status()).as(path).isEqualTo(400);
            assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(reply.text("detail")).isEqualTo("The path or the query is not percent-encoded UTF-8.");
        }
    }

    @Test
    void takesWhatIs() {
        for (String text : new String[] {"é", "€", "😀", "a b", "100%", "\u0001", "\u07ff", "\uffff", "+"}) {
            assertThat(somebody.get(PATH + "?tags=" + URLEncoder.encode(text, StandardCharsets.UTF_8))
                            .status())
                    .as(text)
                    .isIn(200, 422);
        }
        assertThat(somebody.get(PATH + "?tags=%E2%82%AC").status()).isEqualTo(200);
    }

    /// For any bytes the same as the JDK's decoder, which has no mercy.
    @Test
    void agreesWithTheDecoder() {
        var random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(5)];
            random.nextBytes(bytes);
            if (random.nextBoolean()) {
                bytes = new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
            }
            String encoded = "%" + HexFormat.ofDelimiter("%").formatHex(bytes);
            boolean isUtf8 =
                    Arrays.equals(new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8), bytes);

            assertThat(PercentEncoding.isUtf8(encoded)).as(encoded).isEqualTo(isUtf8);
        }
    }

    @Test
    void refusesCharactersThatMustBeEncoded() {
        assertThat(PercentEncoding.isUtf8("a\u00e9")).isFalse();
        assertThat(PercentEncoding.isUtf8("a\u20ac")).isFalse();
        assertThat(PercentEncoding.isUtf8(null)).isTrue();
    }
}
