package io.omne.plain;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Valid;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/// `/api/v1/memories`.
@RestController
@RequestMapping(MemoryRoutes.PATH)
class MemoryRoutes {

    static final String PATH = "/api/v1/memories";

    private static final NoArgGenerator IDS = Generators.timeBasedEpochGenerator();

    private final MemoryTable table;
    private final MemoryCache cache;
    private final Validator validator;
    private final Clock clock = Clock.systemUTC();

    MemoryRoutes(MemoryTable table, MemoryCache cache, Validator validator) {
        this.table = table;
        this.cache = cache;
        this.validator = validator;
    }

    /// The body of a bulk.
    record Bulk(@NotEmpty @Size(max = 100) List<NewMemory> memories) {}

    @PostMapping
    Mono<ResponseEntity<Memory>> create(@AuthenticationPrincipal Jwt token, @Valid @RequestBody NewMemory asked) {
        Memory memory = asked.at(now(), IDS.generate(), owner(token));
        return table.insert(memory)
                .thenReturn(ResponseEntity.created(URI.create(PATH + "/" + memory.id()))
                        .eTag(tag(memory))
                        .body(memory));
    }

    @PostMapping("/bulk")
    Mono<BulkResult> createAll(@AuthenticationPrincipal Jwt token, @Valid @RequestBody Bulk bulk) {
        Instant now = now();
        var created = new ArrayList<Memory>();
        var ids = new ArrayList<@Nullable UUID>();
        var failures = new ArrayList<BulkResult.Failure>();
        for (int i = 0; i < bulk.memories().size(); i++) {
            NewMemory asked = bulk.memories().get(i);
            Set<ConstraintViolation<NewMemory>> violations = validator.validate(asked);
            if (violations.isEmpty()) {
                Memory memory = asked.at(now, IDS.generate(), owner(token));
                created.add(memory);
                ids.add(memory.id());
            } else {
                ids.add(null);
                for (ConstraintViolation<NewMemory> it : violations) {
                    failures.add(new BulkResult.Failure(i, it.getPropertyPath().toString(), it.getMessage()));
                }
            }
        }
        var result = new BulkResult(created.size(), bulk.memories().size() - created.size(), ids, failures);
        return table.insertAll(created).thenReturn(result);
    }

    @GetMapping("/{id}")
    Mono<ResponseEntity<Memory>> find(@AuthenticationPrincipal Jwt token, @PathVariable UUID id) {
        UUID owner = owner(token);
        return cache.find(owner, id, table.find(owner, id))
                .map(memory -> ResponseEntity.ok().eTag(tag(memory)).body(memory))
                .switchIfEmpty(Mono.error(MemoryRoutes::notFound));
    }

    @PatchMapping("/{id}")
    Mono<ResponseEntity<Memory>> edit(
            @AuthenticationPrincipal Jwt token,
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String tag,
            @Valid @RequestBody MemoryEdit edit) {
        UUID owner = owner(token);
        Integer version = tag == null ? null : version(tag);
        Mono<ResponseEntity<Memory>> missed = table.find(owner, id)
                .switchIfEmpty(Mono.error(MemoryRoutes::notFound))
                .flatMap(_ -> Mono.error(new ResponseStatusException(HttpStatus.PRECONDITION_FAILED)));
        return table.edit(owner, id, edit, version, now())
                .flatMap(memory -> cache.forget(owner, id)
                        .thenReturn(ResponseEntity.ok().eTag(tag(memory)).body(memory)))
                .switchIfEmpty(missed);
    }

    @DeleteMapping("/{id}")
    Mono<ResponseEntity<Void>> delete(@AuthenticationPrincipal Jwt token, @PathVariable UUID id) {
        UUID owner = owner(token);
        return table.delete(owner, id, now())
                .filter(deleted -> deleted > 0)
                .switchIfEmpty(Mono.error(MemoryRoutes::notFound))
                .then(cache.forget(owner, id))
                .thenReturn(ResponseEntity.noContent().build());
    }

    @GetMapping
    Mono<MemoryList> list(
            @AuthenticationPrincipal Jwt token,
            @RequestParam(name = "memory_type", required = false) @Nullable String type,
            @RequestParam(defaultValue = "") List<String> tags,
            @RequestParam(defaultValue = "1") @Min(1) int page,
            @RequestParam(name = "per_page", defaultValue = "20") @Min(1) @Max(100) int perPage) {
        return table.list(owner(token), type, tags, page, perPage);
    }

    private static UUID owner(Jwt token) {
        return UUID.fromString(token.getSubject());
    }

    private static String tag(Memory memory) {
        return "\"" + memory.version() + "\"";
    }

    private static int version(String tag) {
        try {
            return Integer.parseInt(tag.replace("\"", ""));
        } catch (NumberFormatException e) {
            throw new ResponseStatusException(HttpStatus.PRECONDITION_FAILED, "no such version", e);
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static ResponseStatusException notFound() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
}
