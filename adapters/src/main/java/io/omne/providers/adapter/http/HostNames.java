package io.omne.providers.adapter.http;

import java.net.URI;
import java.util.function.Function;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpResponse;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/// Also connects to hosts whose names have an underscore, such as names by Docker Compose:
/// `java.net.URI` returns no host for these, and Reactor Netty needs one unless the address is given as
/// text.
final class HostNames implements ClientHttpConnector {

    private final HttpClient http;
    private final ClientHttpConnector usual;

    HostNames(HttpClient http) {
        this.http = http;
        this.usual = new ReactorClientHttpConnector(http);
    }

    @Override
    public Mono<ClientHttpResponse> connect(
            HttpMethod method, URI uri, Function<? super ClientHttpRequest, Mono<Void>> request) {
        if (uri.getHost() != null) {
            return usual.connect(method, uri, request);
        }
        String server = uri.getScheme() + "://" + uri.getRawAuthority();
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String target = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
        return new ReactorClientHttpConnector(http.baseUrl(server)).connect(method, URI.create(target), request);
    }
}
