package io.omne.events.adapter.axon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.omne.access.UserId;
import io.omne.embedding.ModelName;
import io.omne.memory.Content;
import io.omne.memory.Details;
import io.omne.memory.EmbeddingFailure;
import io.omne.memory.MemoryEvent;
import io.omne.memory.MemoryId;
import io.omne.memory.MemorySource;
import io.omne.memory.MemoryType;
import io.omne.memory.Metadata;
import io.omne.memory.Origin;
import io.omne.memory.RelatedMemories;
import io.omne.memory.SourceId;
import io.omne.memory.Tags;
import io.omne.memory.Title;
import io.omne.memory.adapter.axon.TestEventTypes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class EventJsonTest {

    private static final MemoryId ID = new MemoryId(new UUID(1, 2));
    private static final UserId OWNER = new UserId(new UUID(3, 4));
    private static final Instant AT = Instant.parse("2026-11-28T10:00:00.123456Z");

    private static final JsonMapper JSON = mapper();

    private static JsonMapper mapper() {
        var builder = JsonMapper.builder();
        EventJson.configure(builder, TestEventTypes.json());
        return builder.build();
    }

    private static final MemoryEvent CREATED = new MemoryEvent.Created(
            ID,
            OWNER,
            new Content("some text"),
            new Details(
                    MemoryType.NOTE,
                    new Title("a title"),
                    new Tags(List.of("tag")),
                    new Metadata(Map.of("list", List.of("1", "x"))),
                    AT,
                    new RelatedMemories(List.of(new MemoryId(new UUID(7, 8)))),
                    new MemoryId(new UUID(9, 10))),
            new Origin(MemorySource.CHAT, new SourceId("source"), new UUID(5, 6)),
            AT);

    private static final MemoryEvent STARTED = new MemoryEvent.EmbeddingStarted(ID, OWNER, 17, 19, AT, AT);

    private static final MemoryEvent FAILED =
            new MemoryEvent.EmbeddingFailed(ID, OWNER, 17, new EmbeddingFailure("code", "A sentence."), AT);

    @Test
    void readsWhatItWrites() {
        for (MemoryEvent event : List.of(CREATED, STARTED, FAILED)) {
            assertThat(JSON.<MemoryEvent>readValue(
                            JSON.writeValueAsString(event), JSON.constructType(event.getClass())))
                    .isEqualTo(event);
        }
    }

    @Test
    void writesNothingBesideTheComponents() {
        assertThat(JSON.writeValueAsString(FAILED))
                .contains("\"failure\":{\"code\":\"code\",\"message\":\"A sentence.\"}");
    }

    /// As events were stored before some passages could be left out.
    @Test
    void readsACompletionThatKnowsOfNoOmission() {
        String stored = "{\"id\":\"%s\",\"owner\":\"%s\",\"revision\":1,\"model\":\"m\",\"passages\":2,\"at\":\"%s\"}"
                .formatted(ID, OWNER, AT);
        assertThat(JSON.readValue(stored, MemoryEvent.EmbeddingCompleted.class))
                .isEqualTo(new MemoryEvent.EmbeddingCompleted(ID, OWNER, 1, new ModelName("m"), 2, null, AT));
    }

    /// As events were stored before memories had a time of their own and references to others.
    @Test
    void readsACreationThatKnowsOfNoOtherMemories() {
        String stored = JSON.writeValueAsString(CREATED).replaceFirst(",\"occurredAt\".*?}", "}");
        assertThat(stored).doesNotContain("related").contains("\"metadata\"", "\"origin\"");

        var created = JSON.readValue(stored, MemoryEvent.Created.class);

        Details details = ((MemoryEvent.Created) CREATED).details();
        assertThat(created.details())
                .isEqualTo(new Details(
                        details.type(),
                        details.title(),
                        details.tags(),
                        details.metadata(),
                        null,
                        RelatedMemories.NONE,
                        null));
        assertThat(created.origin()).isEqualTo(((MemoryEvent.Created) CREATED).origin());
    }

    @Test
    void writesReferencesAsPlainIds() {
        assertThat(JSON.writeValueAsString(CREATED)).contains("\"related\":[\"%s\"]".formatted(new UUID(7, 8)));
    }

    @Test
    void readsNoNumberInAnotherForm() {
        for (String form : List.of("\"17\"", "17.0", "17.5", "true", "null", "[17]", "\"\"", "4294967313")) {
            rejects(STARTED, ":17,", ":" + form + ",");
        }
    }

    @Test
    void readsNoTextInAnotherForm() {
        for (String form : List.of("7", "7.5", "true", "[\"some text\"]", "{}")) {
            rejects(CREATED, "\"some text\"", form);
            rejects(CREATED, "\"a title\"", form);
            rejects(CREATED, "\"tag\"", form);
            rejects(FAILED, "\"code\":\"code\"", "\"code\":" + form);
        }
        for (String form : List.of("\"tag\"", "\"\"", "{}", "7")) {
            rejects(CREATED, "[\"tag\"]", form);
        }
    }

    @Test
    void readsNoWordInAnotherForm() {
        for (String form : List.of("0", "\"\"", "\"0\"", "[\"NOTE\"]", "true")) {
            rejects(CREATED, "\"NOTE\"", form);
        }
    }

    @Test
    void readsNothingTwice() {
        rejects(STARTED, "\"revision\":17", "\"revision\":16,\"revision\":17");
        String written = JSON.writeValueAsString(STARTED);
        assertThatExceptionOfType(JacksonException.class)
                .isThrownBy(() -> JSON.readValue(written + written, STARTED.getClass()));
    }

    private static void rejects(MemoryEvent event, String was, String form) {
        String written = JSON.writeValueAsString(event);
        assertThat(written).contains(was);
        if (!form.equals(was)) {
            assertThatExceptionOfType(JacksonException.class)
                    .as("%s for %s", form, was)
                    .isThrownBy(() -> JSON.readValue(written.replace(was, form), event.getClass()));
        }
    }
}
