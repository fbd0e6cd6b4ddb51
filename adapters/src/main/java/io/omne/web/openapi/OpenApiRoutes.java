package io.omne.web.openapi;

import io.omne.web.problem.RequestProblem;
import io.omne.web.request.Acceptable;
import io.omne.web.request.Blocking;
import io.omne.web.request.ResponseJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// `/openapi`: the description of the API; `/docs`: the same as a page. All files of the page come from this
/// server.
@RestController
class OpenApiRoutes {

    private static final MediaType SCRIPT = MediaType.parseMediaType("text/javascript;charset=UTF-8");
    private static final MediaType STYLE = MediaType.parseMediaType("text/css;charset=UTF-8");
    private static final MediaType PAGE = MediaType.parseMediaType("text/html;charset=UTF-8");
    private static final String OWN = "classpath:io/omne/web/openapi/";
    private static final String SWAGGER_UI = "classpath*:META-INF/resources/webjars/swagger-ui/*/";

    /// Swagger UI needs style attributes and images in `data:` URLs.
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Mono<Text> document;
    private final Mono<Text> page = text(PAGE, OWN + "page.html");
    private final Map<String, Mono<Text>> files = Map.of(
            "page.js", text(SCRIPT, OWN + "page.js"),
            "swagger-ui.css", text(STYLE, SWAGGER_UI + "swagger-ui.css"),
            "swagger-ui-bundle.js", text(SCRIPT, SWAGGER_UI + "swagger-ui-bundle.js"));

    /// A text that is sent in pieces: a client that does not receive them occupies no more memory than one piece.
    private record Text(MediaType type, ByteArrayResource content) {

        private static final int PIECE = 16 * 1024;

        ResponseEntity<Flux<DataBuffer>> answer() {
            return answer(ResponseEntity.ok());
        }

        ResponseEntity<Flux<DataBuffer>> answer(ResponseEntity.BodyBuilder with) {
            return with.contentType(type)
                    .contentLength(content.contentLength())
                    .body(DataBufferUtils.read(content, DefaultDataBufferFactory.sharedInstance, PIECE));
        }
    }

    /// Reads the mappings at the first request, because only then they have all routes, including these.
    OpenApiRoutes(
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mappings,
            ResponseJson json,
            List<ApiDescription> descriptions) {
        document = cached(() -> {
            var routes = mappings.getObject().getHandlerMethods().keySet();
            String text = OpenApiDocument.describe(routes, json, descriptions);
            return new Text(MediaType.APPLICATION_JSON, new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)));
        });
    }

    @GetMapping(path = "/openapi", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<Flux<DataBuffer>>> document() {
        return document.map(Text::answer);
    }

    @GetMapping(path = "/docs", produces = MediaType.TEXT_HTML_VALUE)
    Mono<ResponseEntity<Flux<DataBuffer>>> page() {
        return page.map(text -> text.answer(ResponseEntity.ok().header("Content-Security-Policy", POLICY)));
    }

    @GetMapping("/docs/{file}")
    Mono<ResponseEntity<Flux<DataBuffer>>> file(@PathVariable String file, ServerWebExchange exchange) {
        return files.getOrDefault(
                        file,
                        Mono.error(() -> new RequestProblem(HttpStatus.NOT_FOUND, "There is nothing at this path.")))
                .doOnNext(text -> Acceptable.check(exchange, text.type()))
                .map(Text::answer);
    }

    private static Mono<Text> text(MediaType type, String location) {
        return cached(() -> new Text(type, new ByteArrayResource(bytes(location))));
    }

    /// Creates the text at the first request and keeps it; does not keep a failure.
    private static Mono<Text> cached(Callable<Text> text) {
        return Blocking.call(text).cacheInvalidateIf(_ -> false);
    }

    private static byte[] bytes(String location) {
        try {
            return new PathMatchingResourcePatternResolver().getResources(location)[0].getContentAsByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
