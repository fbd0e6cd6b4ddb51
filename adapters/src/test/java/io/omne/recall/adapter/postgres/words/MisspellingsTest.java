package io.omne.recall.adapter.postgres.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.omne.recall.adapter.postgres.words.Misspellings.Lookups;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MisspellingsTest {

    @Test
    void areLookedUpOneByOneOnlyIfTheirFirstLettersDiffer() {
        Lookups lookups = Misspellings.lookups(Set.of("zeppelin"), 1);

        assertThat(lookups.prefixes()).containsExactly("ze");
        assertThat(lookups.forms())
                .contains("ze", "qeppelin", "eppelin", "ezppelin")
                .doesNotContain("zeppelim");
    }

    @Test
    void takeABoundedNumberOfLookups() {
        Set<String> words = Set.of("zeppelin", "harbour", "festival");
        for (int blocks = 1; blocks < 40; blocks++) {
            Lookups lookups = Misspellings.lookups(words, blocks);
            assertThat(lookups.prefixes()).containsExactlyInAnyOrder("ze", "ha", "fe");
            assertThat((lookups.forms().size() - 3) * blocks).isLessThanOrEqualTo(1_500);
        }
        assertThat(Misspellings.lookups(words, 40).forms()).containsExactlyInAnyOrder("ze", "ha", "fe");
    }
}
