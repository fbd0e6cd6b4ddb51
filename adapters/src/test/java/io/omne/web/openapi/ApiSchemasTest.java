package io.omne.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.omne.web.request.ResponseJson;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ApiSchemasTest {

    record Shelf(UUID id, List<Book> books, @Nullable Place place) {}

    @JsonTypeName("Item")
    record Book(
            String bookTitle,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Integer pages) {}

    record Lent(@JsonUnwrapped Book book, long toWhom) {}

    sealed interface Place {}

    record Room(String house, int number) implements Place {}

    record Street(String house) implements Place {}

    /// A module's own types stay free of Jackson.
    record Secretive(String shown, String secret) {}

    interface Shown {

        @JsonIgnore
        Object secret();
    }

    record Paper() {

        record Cover(int weight) {}

        record Both(Cover one, Leather.Cover two) {}
    }

    record Leather() {

        record Cover(int length) {}
    }

    private static final ApiDescription DESCRIPTION = ApiDescription.of(ApiSchemasTest.class, "books.yaml", List.of());

    private final ApiSchemas schemas =
            new ApiSchemas(new ResponseJson(List.of(() -> Map.of(Secretive.class, Shown.class))), List.of(DESCRIPTION));

    @Test
    void areCompleteInThemselves() {
        assertThat(schemas.schemaOf(Shelf.class)).isEqualTo(JsonMapper.shared().readTree("""
                {
                  "type": "object",
                  "properties": {
                    "id": {"type": "string", "format": "uuid"},
                    "books": {"type": "array", "items": {"$ref": "#/$defs/Item"}},
                    "place": {"anyOf": [{"$ref": "#/$defs/Place"}, {"type": "null"}]}
                  },
                  "required": ["id", "books", "place"],
                  "$defs": {
                    "Item": {
                      "type": "object",
                      "properties": {
                        "book_title": {"type": "string", "description": "As it is printed."},
                        "pages": {"type": "integer", "format": "int32"}
                      },
                      "required": ["book_title"]
                    },
                    "Place": {
                      "type": "object",
                      "properties": {
                        "house": {"type": "string"},
                        "number": {"type": "integer", "format": "int32"}
                      },
                      "required": ["house"]
                    }
                  }
                }"""));
    }

    @Test
    void haveWhatIsWritten() {
        assertThat(schemas.schemaOf(Lent.class).path("properties").propertyNames())
                .containsExactly("book_title", "pages", "to_whom");
        assertThat(schemas.schemaOf(Secretive.class).path("properties").propertyNames())
                .containsExactly("shown");
    }

    @Test
    void haveTheFieldsThatARequestIsReadBy() {
        var books = schemas.schemaOf("NewBooks");

        assertThat(DESCRIPTION.body("NewBooks").names()).containsExactly("books");
        assertThat(books.at("/properties/books/items/$ref").asString()).isEqualTo("#/$defs/NewBook");
        assertThat(books.at("/$defs/NewBook/required")).hasToString("[\"title\"]");
        assertThat(DESCRIPTION.query("listBooks").names()).containsExactlyInAnyOrder("title", "shelf");
    }

    /// Nobody would notice that one of them is described by the other.
    @Test
    void refuseTwoRecordsOfOneNameThatDoNotSayThatTheyAreOne() {
        assertThatIllegalStateException()
                .isThrownBy(() -> schemas.schemaOf(Paper.Both.class))
                .withMessageContaining("Cover");
    }
}
