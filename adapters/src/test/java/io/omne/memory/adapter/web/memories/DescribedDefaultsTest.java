package io.omne.memory.adapter.web.memories;

import static io.omne.memory.adapter.web.document.ApiFiles.property;
import static org.assertj.core.api.Assertions.assertThat;

import io.omne.memory.MemorySource;
import io.omne.memory.MemoryType;
import io.omne.web.request.TextValues;
import org.junit.jupiter.api.Test;

/// The description says what new memories have where nothing is said, and how many come at once.
class DescribedDefaultsTest {

    @Test
    void areThoseOfRequests() {
        assertThat(property("NewMemory", "source").path("default").asString())
                .isEqualTo(TextValues.nameOf(MemorySource.DEFAULT));
        assertThat(property("NewMemory", "memory_type").path("default").asString())
                .isEqualTo(TextValues.nameOf(MemoryType.DEFAULT));
    }

    @Test
    void includeTheSizeOfABulk() {
        assertThat(property("NewMemories", "memories").path("maxItems").asInt()).isEqualTo(BulkRequest.MOST);
        assertThat(property("NewMemories", "memories").path("description").asString())
                .contains("1 to " + BulkRequest.MOST);
    }
}
