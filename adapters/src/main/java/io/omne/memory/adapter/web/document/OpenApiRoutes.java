package io.omne.memory.adapter.web.document;

import io.omne.web.problem.RequestProblem;
import io.omne.web.request.Acceptable;
import io.omne.web.request.Blocking;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
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

/// `/openapi`: the description of the API; `/docs`: the same as a page. What the page is made of comes from this
/// server, and it asks no other.
@RestController
class OpenApiRoutes {

    private static final MediaType SCRIPT = MediaType.parseMediaType("text/javascript;charset=UTF-8");
    private static final MediaType STYLE = MediaType.parseMediaType("text/css;charset=UTF-8");
    private static final MediaType PAGE = MediaType.parseMediaType("text/html;charset=UTF-8");
    private static final String WEBJAR = "classpath*:META-INF/resources/webjars/swagger-ui/*/";

    /// Swagger UI styles by attributes, and draws with pictures that it carries.
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final String HTML = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <title>Omne</title>
            <link rel="icon" href="data:,">
            <link rel="stylesheet" href="docs/swagger-ui.css">
            </head>
            <body>
            <div id="page"></div>
            <script src="docs/swagger-ui-bundle.js"></script>
            <script src="docs/page.js"></script>
            </body>
            </html>
            """;

    /// Without a validator, which would be somebody else's server.
    private static final String START =
            "SwaggerUIBundle({url: 'openapi', dom_id: '#page', deepLinking: true, validatorUrl: null});\n";

    private final Mono<Text> document;
    private final Map<String, Mono<Text>> files;

    /// What is sent in pieces: whoever does not take them holds no more memory than one of them.
    private record Text(MediaType type, ByteArrayResource content) {

        private static final int PIECE = 16 * 1024;

        Text(MediaType type, String text) {
            this(type, new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)));
        }

        ResponseEntity<Flux<DataBuffer>> answer() {
            return ResponseEntity.ok()
                    .contentType(type)
                    .contentLength(content.contentLength())
                    .body(DataBufferUtils.read(content, DefaultDataBufferFactory.sharedInstance, PIECE));
        }
    }

    /// The mappings are complete only when every route is there, this one included.
    OpenApiRoutes(@Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mappings) {
        document = once(() -> new Text(
                MediaType.APPLICATION_JSON,
                OpenApiDocument.describe(
                        mappings.getObject().getHandlerMethods().keySet())));
        files = Map.of(
                "page.js", Mono.just(new Text(SCRIPT, START)),
                "swagger-ui.css", webjar(STYLE, "swagger-ui.css"),
                "swagger-ui-bundle.js", webjar(SCRIPT, "swagger-ui-bundle.js"));
    }

    @GetMapping(path = MemoryOperations.DOCUMENT, produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<ResponseEntity<Flux<DataBuffer>>> document() {
        return document.map(Text::answer);
    }

    @GetMapping(path = MemoryOperations.PAGE, produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<byte[]> page() {
        return ResponseEntity.ok()
                .contentType(PAGE)
                .header("Content-Security-Policy", POLICY)
                .body(HTML.getBytes(StandardCharsets.UTF_8));
    }

    @GetMapping(MemoryOperations.PAGE + "/{file}")
    Mono<ResponseEntity<Flux<DataBuffer>>> file(@PathVariable String file, ServerWebExchange exchange) {
        return files.getOrDefault(
                        file,
                        Mono.error(() -> new RequestProblem(HttpStatus.NOT_FOUND, "There is nothing at this path.")))
                .doOnNext(text -> Acceptable.check(exchange, text.type()))
                .map(Text::answer);
    }

    private static Mono<Text> webjar(MediaType type, String name) {
        return once(() -> new Text(type, new ByteArrayResource(bytes(name))));
    }

    /// Made for the first who asks; a failure is not kept.
    private static Mono<Text> once(Callable<Text> text) {
        return Blocking.call(text).cacheInvalidateIf(_ -> false);
    }

    private static byte[] bytes(String name) {
        try {
            Resource[] found = new PathMatchingResourcePatternResolver().getResources(WEBJAR + name);
            return found[0].getContentAsByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
