package io.omne.recall.adapter.djl;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.omne.recall.application.WordPieceIds;
import io.omne.recall.domain.QuestionPiece;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Word pieces by the tokenizer of bge-small-en-v1.5, which is in the model's jar.
@Component
class BgeWordPieces implements WordPieceIds, AutoCloseable {

    private static final String TOKENIZER = "/bge-small-en-v1.5-q-tokenizer.json";

    /// A short of Java has room for its 30,522 pieces.
    private static final int UNKNOWN = 100;

    private final HuggingFaceTokenizer tokenizer;

    BgeWordPieces() {
        // Otherwise DJL would look for its own libraries in the network.
        System.setProperty("ai.djl.offline", "true");
        try (InputStream json = Objects.requireNonNull(BgeWordPieces.class.getResourceAsStream(TOKENIZER))) {
            this.tokenizer = HuggingFaceTokenizer.newInstance(
                    json, Map.of("truncation", "do_not_truncate", "padding", "do_not_pad"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public short[] of(String text) {
        Set<Short> ids = new LinkedHashSet<>();
        for (QuestionPiece piece : ofQuestion(text)) {
            if (!piece.stopWord() && ids.size() < MOST) {
                ids.add(piece.id());
            }
        }
        short[] distinct = new short[ids.size()];
        int i = 0;
        for (short id : ids) {
            distinct[i++] = id;
        }
        return distinct;
    }

    @Override
    public List<QuestionPiece> ofQuestion(String question) {
        Encoding encoding = tokenizer.encode(question, false, false);
        long[] ids = encoding.getIds();
        String[] tokens = encoding.getTokens();
        List<QuestionPiece> pieces = new ArrayList<>(ids.length);
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] != UNKNOWN && tokens[i].codePoints().anyMatch(Character::isLetterOrDigit)) {
                pieces.add(new QuestionPiece((short) ids[i], StopWords.contain(tokens[i])));
            }
        }
        return pieces;
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
