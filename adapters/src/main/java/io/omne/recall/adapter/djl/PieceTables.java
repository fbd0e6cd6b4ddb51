package io.omne.recall.adapter.djl;

import io.omne.recall.domain.PieceTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The table of word pieces that comes with Omne, of 2 MB; `PieceTableMaker` made it.
@Configuration(proxyBeanMethods = false)
class PieceTables {

    static final String RESOURCE = "word-pieces.bin";

    @Bean
    PieceTable pieceTable() {
        return new PieceTable(bytes());
    }

    static byte[] bytes() {
        try (InputStream in = Objects.requireNonNull(PieceTables.class.getResourceAsStream(RESOURCE))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
