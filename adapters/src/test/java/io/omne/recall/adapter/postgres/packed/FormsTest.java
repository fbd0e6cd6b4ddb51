package io.omne.recall.adapter.postgres.packed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FormsTest {

    private static final String LETTERS = "abcxyzäéżдж語😀";

    private final Random random = new Random(5);

    private String any() {
        var text = new StringBuilder();
        for (int letters = random.nextInt(1, random.nextInt(8) == 0 ? 60 : 5); letters > 0; letters--) {
            int[] all = LETTERS.codePoints().toArray();
            text.appendCodePoint(all[random.nextInt(all.length)]);
        }
        return text.toString();
    }

    /// Anywhere in other bytes, and in two parts.
    @Test
    void areFoundByTheirBytesAlone() {
        for (int round = 0; round < 200; round++) {
            var distinct = new LinkedHashSet<String>();
            for (int forms = random.nextInt(40); forms > 0; forms--) {
                distinct.add(any());
            }
            List<String> all = new ArrayList<>(distinct);
            var forms = new Forms(all);
            var looked = new ArrayList<>(all);
            for (int others = 0; others < 40; others++) {
                looked.add(any());
            }
            for (String form : looked) {
                byte[] text = ("(" + form + "|" + form + ")").getBytes(StandardCharsets.UTF_8);
                int size = form.getBytes(StandardCharsets.UTF_8).length;
                int cut = random.nextInt(size + 1);
                int second = size + 2;

                assertThat(forms.indexOf(form)).isEqualTo(all.indexOf(form));
                assertThat(forms.find(text, 1, 1 + size, 0, 0)).isEqualTo(all.indexOf(form));
                assertThat(forms.find(text, 1, 1 + cut, second + cut, second + size))
                        .isEqualTo(all.indexOf(form));
            }
        }
    }
}
