package io.omne;

import io.netty.channel.ChannelOption;
import java.time.Duration;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
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
}
