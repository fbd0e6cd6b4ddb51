package io.omne.memory.adapter.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
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

    private final Mono<byte[]> document;
    private final Map<String, Mono<ResponseEntity<byte[]>>> files;

    /// The mappings are complete only when every route is there, this one included.
    OpenApiRoutes(@Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mappings) {
        document = Blocking.call(() -> OpenApi.describe(
                                mappings.getObject().getHandlerMethods().keySet())
                        .getBytes(StandardCharsets.UTF_8))
                .cache();
        files = Map.of(
                "page.js", Mono.just(file(SCRIPT, START.getBytes(StandardCharsets.UTF_8))),
                "swagger-ui.css", webjar(STYLE, "swagger-ui.css"),
                "swagger-ui-bundle.js", webjar(SCRIPT, "swagger-ui-bundle.js"));
    }

    @GetMapping(path = Operations.DOCUMENT, produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<byte[]> document() {
        return document;
    }

    @GetMapping(Operations.PAGE)
    ResponseEntity<byte[]> page() {
        return ResponseEntity.ok()
                .contentType(PAGE)
                .header("Content-Security-Policy", POLICY)
                .body(HTML.getBytes(StandardCharsets.UTF_8));
    }

    @GetMapping(Operations.PAGE + "/{file}")
    Mono<ResponseEntity<byte[]>> file(@PathVariable String file) {
        return files.getOrDefault(
                file, Mono.error(() -> new Refused(HttpStatus.NOT_FOUND, "There is nothing at this path.")));
    }

    private static Mono<ResponseEntity<byte[]>> webjar(MediaType type, String name) {
        return Blocking.call(() -> file(type, bytes(name))).cache();
    }

    private static byte[] bytes(String name) {
        try {
            Resource[] found = new PathMatchingResourcePatternResolver().getResources(WEBJAR + name);
            return found[0].getContentAsByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ResponseEntity<byte[]> file(MediaType type, byte[] bytes) {
        return ResponseEntity.ok().contentType(type).body(bytes);
    }
}
