package io.omne.recall.adapter.djl;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.omne.recall.application.WordPieceIds;
import io.omne.recall.domain.QuestionPiece;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Word pieces by the tokenizer of bge-small-en-v1.5, which is in the model's jar.
///
/// The tokenizer divides each word by itself, and takes longer for a call than for a word. So the pieces of words are
/// cached: most words of a text are frequent ones.
@Component
class BgeWordPieces implements WordPieceIds, AutoCloseable {

    static final String TOKENIZER = "/bge-small-en-v1.5-q-tokenizer.json";

    /// A short of Java has room for its 30,522 pieces.
    private static final int UNKNOWN = 100;

    /// Some megabytes.
    private static final int MOST_WORDS = 20_000;

    /// Longer words are hardly ever repeated.
    private static final int LONGEST = 32;

    private final HuggingFaceTokenizer tokenizer;
    private final Cache<String, List<QuestionPiece>> words =
            Caffeine.newBuilder().maximumSize(MOST_WORDS).build();

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
        var reader = new WordReader(text);
        for (String word = reader.next(); word != null && ids.size() < MOST; word = reader.next()) {
            ofWord(word).stream()
                    .filter(piece -> !piece.stopWord())
                    .map(QuestionPiece::id)
                    .forEach(ids::add);
        }
        short[] distinct = new short[Math.min(MOST, ids.size())];
        Iterator<Short> id = ids.iterator();
        for (int i = 0; i < distinct.length; i++) {
            distinct[i] = id.next();
        }
        return distinct;
    }

    @Override
    public List<QuestionPiece> ofQuestion(String question) {
        var pieces = new ArrayList<QuestionPiece>();
        var reader = new WordReader(question);
        for (String word = reader.next(); word != null; word = reader.next()) {
            pieces.addAll(ofWord(word));
        }
        return pieces;
    }

    private List<QuestionPiece> ofWord(String word) {
        return word.length() <= LONGEST ? words.get(word, this::read) : read(word);
    }

    /// The pieces of a text by the tokenizer.
    List<QuestionPiece> read(String text) {
        Encoding encoding = tokenizer.encode(text, false, false);
        long[] ids = encoding.getIds();
        String[] tokens = encoding.getTokens();
        var pieces = new ArrayList<QuestionPiece>(ids.length);
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] != UNKNOWN && tokens[i].codePoints().anyMatch(Character::isLetterOrDigit)) {
                pieces.add(new QuestionPiece((short) ids[i], StopWords.contain(tokens[i])));
            }
        }
        return List.copyOf(pieces);
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
