package io.omne.memory.adapter.web.events;

import io.omne.access.UserId;
import io.omne.events.api.StreamContribution.ContributedEvent;
import io.omne.memory.adapter.web.MemoryResponses;
import io.omne.memory.adapter.web.memories.MemoryRoutes;
import io.omne.memory.application.reading.MemoryHistory.SequencedEvent;
import io.omne.memory.application.streaming.EventName;
import io.omne.memory.application.streaming.StreamEvents;
import io.omne.memory.application.streaming.StreamedEvent;
import io.omne.memory.application.streaming.StreamedEvent.Contributed;
import io.omne.memory.application.streaming.StreamedEvent.OfMemory;
import io.omne.memory.application.streaming.StreamedEvent.Payload;
import io.omne.web.request.Acceptable;
import io.omne.web.request.Dispatcher;
import io.omne.web.request.ResponseBody;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/// `GET /api/v1/memories/events`: server-sent events of the caller's memories. A stream begins with an id and
/// no event, so that a client that loses it before the first event can resume too. It ends when its token expires.
@RestController
@RequestMapping(MemoryRoutes.PATH)
class EventsRoute {

    /// How soon a client that has lost its stream should reconnect.
    private static final Duration RETRY = Duration.ofSeconds(2);

    private static final ServerSentEvent<ResponseBody> HEARTBEAT =
            ServerSentEvent.<ResponseBody>builder().comment(" still here").build();

    /// The longest stream, even if its token is valid for longer. Clients reconnect by themselves.
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Dispatcher dispatch;
    private final EventIds ids;
    private final Clock clock;
    private final Duration heartbeat;
    private final StreamsPerUser streams;

    EventsRoute(
            Dispatcher dispatch,
            EventIds ids,
            Clock clock,
            @Value("${omne.events.heartbeat:15s}") Duration heartbeat,
            @Value("${omne.events.streams-per-user:20}") int most) {
        this.dispatch = dispatch;
        this.ids = ids;
        this.clock = clock;
        this.heartbeat = heartbeat;
        this.streams = new StreamsPerUser(most);
    }

    /// The header Accept is checked before the stream begins.
    @GetMapping("/events")
    ResponseEntity<Flux<ServerSentEvent<ResponseBody>>> events(
            @AuthenticationPrincipal UserId owner,
            JwtAuthenticationToken token,
            @RequestHeader HttpHeaders headers,
            @RequestParam MultiValueMap<String, String> parameters,
            ServerWebExchange exchange) {
        Acceptable.check(exchange, MediaType.TEXT_EVENT_STREAM);
        String last = LastEventId.last(headers, parameters);
        Instant end = Objects.requireNonNull(token.getToken().getExpiresAt());
        Flux<ServerSentEvent<ResponseBody>> events = ids.of(owner)
                .flatMapMany(own -> dispatch.stream(
                                new StreamEvents(owner, last == null ? null : own.position(last)), StreamedEvent.class)
                        .map(it -> event(own.id(it.position()), it.payload())))
                .takeUntilOther(Mono.delay(shorter(Duration.between(clock.instant(), end), LONGEST)));
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .cacheControl(CacheControl.noStore())
                .header("X-Accel-Buffering", "no")
                .body(streams.counted(owner, withHeartbeats(events)));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static ServerSentEvent<ResponseBody> event(String id, @Nullable Payload payload) {
        var event = ServerSentEvent.<ResponseBody>builder().id(id);
        return switch (payload) {
            case null -> event.retry(RETRY).build();
            case OfMemory(SequencedEvent it) ->
                event.event(EventName.of(it.event()).text())
                        .data(MemoryResponses.Event.of(it))
                        .build();
            case Contributed(ContributedEvent it) ->
                event.event(it.name())
                        .data(new MemoryResponses.OtherEvent(it.data()))
                        .build();
        };
    }

    /// Heartbeats start together with the stream, so that a request that gets no stream is answered with a problem.
    /// A client that does not keep up needs no heartbeats.
    private Flux<ServerSentEvent<ResponseBody>> withHeartbeats(Flux<ServerSentEvent<ResponseBody>> events) {
        Sinks.Empty<Void> end = Sinks.empty();
        Flux<ServerSentEvent<ResponseBody>> heartbeats = Flux.interval(heartbeat)
                .onBackpressureDrop()
                .map(_ -> HEARTBEAT)
                .takeUntilOther(end.asMono());
        return events.doOnTerminate(end::tryEmitEmpty).mergeWith(heartbeats);
    }
}
