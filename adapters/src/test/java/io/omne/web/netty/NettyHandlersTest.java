package io.omne.web.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The handlers of a connection as {@link NettyConfiguration} puts them together, to the millisecond: time passes
/// when a test says so.
class NettyHandlersTest {

    private static final Timeouts TIMEOUTS = new Timeouts(
            Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(15), Duration.ofSeconds(30));
    private static final String HEAD = "POST /api/v1/memories HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n";

    private final EmbeddedChannel channel = new EmbeddedChannel();

    NettyHandlersTest() {
        channel.freezeTime();
        channel.pipeline()
                .addLast(
                        new HttpServerCodec(),
                        new NoPipelining(),
                        new ExpectContinue(),
                        new ResponseDefaults(),
                        new RequestTimeouts(TIMEOUTS, new ConnectionLimit(100)));
        channel.pipeline().fireChannelActive();
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private void receive(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
    }

    private void pass(Duration time) {
        channel.advanceTimeBy(time.toMillis(), TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    private void answer() {
        channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
    }

    private void answerWithoutEnd() {
        channel.writeOutbound(new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
    }

    /// All that has gone out.
    private String sent() {
        var text = new StringBuilder();
        for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
            text.append(next.toString(StandardCharsets.UTF_8));
            next.release();
        }
        return text.toString();
    }

    private void closesAfter(Duration time) {
        pass(time.minusMillis(1));
        assertThat(channel.isOpen()).as("just before").isTrue();
        pass(Duration.ofMillis(1));
        assertThat(channel.isOpen()).as("after " + time).isFalse();
    }

    @Test
    void closesAConnectionThatSaysNothing() {
        closesAfter(TIMEOUTS.head());
        assertThat(sent()).isEmpty();
    }

    @Test
    void closesAConnectionThatSendsItsHeadersLetterByLetter() {
        for (int i = 0; i < 9; i++) {
            receive(HEAD.substring(i, i + 1));
            pass(Duration.ofSeconds(1));
        }
        closesAfter(TIMEOUTS.head().minusSeconds(9));
        assertThat(sent()).isEmpty();
    }

    @Test
    void closesAConnectionThatIsIdleAfterItsAnswer() {
        for (int i = 0; i < 3; i++) {
            pass(Duration.ofSeconds(9));
            receive("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            pass(Duration.ofHours(1)); // to answer it
            answer();
        }
        closesAfter(TIMEOUTS.idle());
    }

    @Test
    void saysThatABodyHasStopped() {
        receive(HEAD + "{");
        pass(Duration.ofSeconds(14));
        receive("\"");

        closesAfter(TIMEOUTS.silence());
        assertThat(sent())
                .startsWith("HTTP/1.1 408 ")
                .containsIgnoringCase("connection: close")
                .contains("\"instance\":\"/api/v1/memories\"");
    }

    @Test
    void saysThatABodyDoesNotEnd() {
        receive(HEAD);
        for (int i = 0; i < 29; i++) {
            receive("x");
            pass(Duration.ofSeconds(1));
        }
        closesAfter(TIMEOUTS.body().minusSeconds(29));
        assertThat(sent()).startsWith("HTTP/1.1 408 ");
    }

    @Test
    void closesAConnectionWhoseBodyHasStoppedBehindItsAnswer() {
        receive(HEAD + "{");
        answer();

        closesAfter(TIMEOUTS.silence());
        assertThat(sent()).startsWith("HTTP/1.1 200 ").containsOnlyOnce("HTTP/1.1");
    }

    @Test
    void leavesAnAnswerWithoutEndAlone() {
        receive("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        answerWithoutEnd();
        pass(Duration.ofDays(1));

        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void keepsNothingOfWhatComesBehindARequestThatIsNotAnswered() {
        receive("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        answerWithoutEnd();
        assertThat(takenRequests()).isEqualTo(1);

        receive(HEAD);
        ByteBuf more = Unpooled.copiedBuffer("x".repeat(500), StandardCharsets.ISO_8859_1);
        channel.writeInbound(more);

        assertThat(takenRequests()).isZero();
        assertThat(more.refCnt()).as("users of what came").isZero();
        assertThat(channel.isOpen()).isTrue();
        channel.writeOutbound(new DefaultHttpContent(Unpooled.copiedBuffer("still", StandardCharsets.UTF_8)));
        assertThat(sent()).endsWith("still");
    }

    /// The client has all of the answer that it waits for, before the server has written its end.
    @Test
    void keepsTheRequestThatComesBetweenTheBodyOfAnAnswerAndItsEnd() {
        receive("GET /one HTTP/1.1\r\nHost: x\r\n\r\n");
        var head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        head.headers().set(HttpHeaderNames.CONTENT_LENGTH, 5);
        channel.writeOutbound(head);
        channel.writeOutbound(new DefaultHttpContent(Unpooled.copiedBuffer("still", StandardCharsets.UTF_8)));
        assertThat(takenRequests()).isEqualTo(1);

        receive("GET /two HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(takenRequests()).isZero();
        channel.writeOutbound(LastHttpContent.EMPTY_LAST_CONTENT);
        channel.runPendingTasks();

        assertThat(takenRequests()).isEqualTo(1);
        answer();
        assertThat(sent()).contains("still").containsOnlyOnce("connection: close");
        assertThat(channel.isOpen()).isFalse();
    }

    private int takenRequests() {
        int count = 0;
        for (HttpObject next = channel.readInbound(); next != null; next = channel.readInbound()) {
            count += next instanceof HttpRequest ? 1 : 0;
            ReferenceCountUtil.release(next);
        }
        return count;
    }
}
