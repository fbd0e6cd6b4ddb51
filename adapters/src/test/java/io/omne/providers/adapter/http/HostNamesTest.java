package io.omne.providers.adapter.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.client.HttpClient;
import reactor.netty.transport.ProxyProvider;

/// Which host is connected to. A proxy in between sees its name.
@Timeout(30)
class HostNamesTest {

    @ParameterizedTest
    @CsvSource({
        "http://ollama_1:11434/v1/embeddings, ollama_1:11434",
        "http://ollama_1/v1, ollama_1:80",
        "http://a_b.internal:8080, a_b.internal:8080",
        "http://plain:8080/v1, plain:8080"
    })
    void mayHaveAnUnderscore(String url, String host) throws IOException {
        try (var proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            proxy.setSoTimeout(10_000);
            HttpClient http = HttpClient.create()
                    .proxy(it ->
                            it.type(ProxyProvider.Proxy.HTTP).host("127.0.0.1").port(proxy.getLocalPort()));
            var asked = WebClient.builder()
                    .clientConnector(new HostNames(http))
                    .build()
                    .get()
                    .uri(URI.create(url))
                    .retrieve()
                    .toBodilessEntity()
                    .subscribe(_ -> {}, _ -> {});
            try (var socket = proxy.accept();
                    var in = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
                assertThat(in.readLine()).isEqualTo("CONNECT " + host + " HTTP/1.1");
            } finally {
                asked.dispose();
            }
        }
    }
}
