package io.omne;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServerResponse;

/// What a fake provider does with a call instead of answering it.
@FunctionalInterface
public interface FakeReply {

    /// @param usual what it would have answered
    Publisher<Void> send(HttpServerResponse response, String usual);

    /// Refuses it; the body repeats a key and a text, as bodies of providers do.
    static FakeReply status(int status) {
        return (response, _) -> response.status(status)
                .sendString(Mono.just("{\"error\": \"key " + FakeProvider.KEY + " for " + FakeProvider.SECRET + "\"}"));
    }

    /// Refuses it, and says when to come back.
    static FakeReply status(int status, String retryAfter) {
        return (response, usual) -> status(status).send(response.header("Retry-After", retryAfter), usual);
    }

    /// Refuses it with a body that never ends.
    static FakeReply statusWithSlowBody(int status) {
        return (response, usual) -> slowBody().send(response.status(status), usual);
    }

    /// Another reply each time.
    static FakeReply chosen(Supplier<FakeReply> next) {
        return (response, usual) -> next.get().send(response, usual);
    }

    /// Says nothing and holds the connection.
    static FakeReply silence() {
        return (_, _) -> Mono.never();
    }

    /// The same, and lets somebody know that it was asked.
    static FakeReply silence(Runnable whenAsked) {
        return (_, _) -> {
            whenAsked.run();
            return Mono.never();
        };
    }

    /// Begins to answer and comes to no end.
    static FakeReply slowBody() {
        return (response, _) -> response.sendString(
                Flux.interval(Duration.ZERO, Duration.ofMillis(20)).map(_ -> " "));
    }

    /// Promises the whole answer, sends half of it and closes the connection.
    static FakeReply half() {
        return (response, usual) -> response.header("Content-Length", Integer.toString(usual.length()))
                .sendString(Flux.concat(
                        Mono.just(usual.substring(0, usual.length() / 2)),
                        Mono.error(new IllegalStateException("broken off"))));
    }

    /// An answer that ends early and does not tell.
    static FakeReply halfUnnoticed() {
        return (response, usual) -> response.sendString(Mono.just(usual.substring(0, usual.length() / 2)));
    }

    static FakeReply closed() {
        return (response, _) -> {
            response.withConnection(it -> it.dispose());
            return Mono.never();
        };
    }

    /// Closes the connection as a process that is killed does.
    static FakeReply reset() {
        return (response, _) -> {
            response.withConnection(it -> {
                it.channel().config().setOption(ChannelOption.SO_LINGER, 0);
                it.dispose();
            });
            return Mono.never();
        };
    }

    static FakeReply text(String body) {
        return (response, _) -> response.sendString(Mono.just(body));
    }

    static FakeReply bytes(byte[] body) {
        return (response, _) -> response.sendByteArray(Mono.just(body));
    }

    static FakeReply huge() {
        return (response, _) ->
                response.sendString(Flux.just(" ".repeat(1024 * 1024)).repeat(31));
    }

    static FakeReply redirect(String location) {
        return (response, _) ->
                response.status(307).header("Location", location).send();
    }

    /// The type is what answers say their bodies are.
    static FakeReply withType(String type) {
        return (response, usual) -> response.header("Content-Type", type).sendString(Mono.just(usual));
    }

    /// Answers, after interim responses, such as 103.
    static FakeReply afterInterim(int status, int count) {
        return (response, usual) -> {
            response.withConnection(it -> write(it, interim(status).repeat(count)));
            return response.sendString(Mono.just(usual));
        };
    }

    /// Interim responses and no other.
    static FakeReply interimWithoutEnd(int status) {
        return (response, _) -> {
            response.withConnection(it -> Flux.interval(Duration.ZERO, Duration.ofMillis(20))
                    .takeUntilOther(it.onDispose())
                    .subscribe(_ -> write(it, interim(status))));
            return Mono.never();
        };
    }

    /// Answers with the same twice, at once or a moment later.
    static FakeReply twice(Duration later) {
        return (response, usual) -> {
            response.withConnection(it -> Mono.delay(later)
                    .takeUntilOther(it.onDispose())
                    .subscribe(_ -> write(it, raw(usual, usual.length()))));
            return response.sendString(Mono.just(usual));
        };
    }

    /// Gives its answer a length that leaves out the end, and sends that too.
    static FakeReply longerThanSaid() {
        return raw(usual -> raw(usual, usual.length() - 10));
    }

    /// These bytes, whatever they are, and nothing more.
    static FakeReply raw(UnaryOperator<String> bytes) {
        return (response, usual) -> {
            write(response, bytes.apply(usual));
            return Mono.never();
        };
    }

    private static String interim(int status) {
        return "HTTP/1.1 %d Interim\r\nLink: </style.css>\r\n\r\n".formatted(status);
    }

    private static String raw(String body, int length) {
        return "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s".formatted(length, body);
    }

    private static void write(HttpServerResponse response, String bytes) {
        response.withConnection(it -> write(it, bytes));
    }

    /// Past the codec, which writes only what is HTTP.
    private static void write(Connection connection, String bytes) {
        var _ = connection
                .channel()
                .pipeline()
                .context(NettyPipeline.HttpCodec)
                .writeAndFlush(Unpooled.copiedBuffer(bytes, StandardCharsets.UTF_8));
    }
}
