package io.omne.embedding.adapter.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.omne.embedding.ModelSpec;
import io.omne.embedding.Vector;
import io.omne.embedding.api.UnusableModel;
import io.omne.embedding.api.UnusableModel.Part;
import io.omne.embedding.application.EmbeddingModel;
import io.omne.embedding.application.LocalModelSettings;
import io.omne.embedding.application.LocalModelSettings.Folder;
import io.omne.embedding.application.LocalModelSettings.Pooling;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The model of a jar, as if a team had brought it in a folder.
class ModelFolderTest {

    private static final String TEXT = "The quarterly review with Anna moved to Thursday at ten.";

    @TempDir
    Path folder;

    @BeforeEach
    void fill() throws IOException {
        copy("/all-minilm-l6-v2-q.onnx", "model.onnx");
        copy("/all-minilm-l6-v2-q-tokenizer.json", "tokenizer.json");
    }

    private void copy(String resource, String file) throws IOException {
        try (InputStream in = Objects.requireNonNull(ModelFolderTest.class.getResourceAsStream(resource))) {
            Files.copy(in, folder.resolve(file));
        }
    }

    private Folder settings() {
        return new Folder(folder, "ours", Pooling.MEAN, "", "", 512);
    }

    private static LocalProvider provider(Folder settings) {
        return new LocalProvider(new LocalModelSettings(settings));
    }

    private static Vector vector(LocalProvider provider, String text) {
        try (EmbeddingModel model = provider.open(provider.spec(null, null))) {
            return model.embed(List.of(text)).getFirst();
        }
    }

    private static String name(Folder settings) {
        try (LocalProvider provider = provider(settings)) {
            return provider.spec(null, null).model().value();
        }
    }

    @Test
    void givesTheVectorsOfTheModelInIt() {
        var provider = provider(settings());
        ModelSpec spec = provider.spec("ours", 384);
        assertThat(spec.dimension()).isEqualTo(384);
        assertThat(spec.model().value()).matches("ours@[0-9a-f]{12}");
        assertThat(provider.spec(spec.model().value(), null)).isEqualTo(spec);
        try (EmbeddingModel model = provider.open(spec);
                EmbeddingModel builtIn = provider.open(provider.spec("all-MiniLM-L6-v2", null))) {
            assertThat(model.name()).isEqualTo(spec.model());
            assertThat(model.dimension()).isEqualTo(384);
            assertThat(model.embed(List.of(TEXT))).isEqualTo(builtIn.embed(List.of(TEXT)));
            assertThat(model.supports("เช้าวันนั้นท่าเรือ")).isFalse();
            assertThat(model.passageTokens()).isEqualTo(254);
        }
    }

    /// It takes a second: a server that starts asks for the dimension first.
    @Test
    void loadsTheModelOnce() throws IOException {
        var provider = provider(settings());
        ModelSpec spec = provider.spec(null, null);
        Files.delete(folder.resolve("model.onnx"));
        try (EmbeddingModel model = provider.open(spec)) {
            assertThat(model.embed(List.of(TEXT))).hasSize(1);
        }
        assertThatExceptionOfType(UnusableModel.class).isThrownBy(() -> provider.open(spec));
    }

    @Test
    void poolsAsItIsTold() {
        Vector mean = vector(provider(settings()), TEXT);
        Vector cls = vector(provider(new Folder(folder, "ours", Pooling.CLS, "", "", 512)), TEXT);
        assertThat(cls).isNotEqualTo(mean);
    }

    @Test
    void putsThePrefixBeforeEachPassage() {
        Vector with = vector(provider(new Folder(folder, "ours", Pooling.MEAN, "passage: ", "query: ", 512)), TEXT);
        assertThat(with).isEqualTo(vector(provider(settings()), "passage: " + TEXT));
    }

    @Test
    void putsAnotherPrefixBeforeEachQuestion() {
        var provider = provider(new Folder(folder, "ours", Pooling.MEAN, "passage: ", "query: ", 512));
        try (EmbeddingModel model = provider.open(provider.spec(null, null))) {
            assertThat(model.embedQuestions(List.of(TEXT)))
                    .containsExactly(vector(provider(settings()), "query: " + TEXT));
        }
    }

    @Test
    void cutsPassagesToWhatTheModelTakes() {
        var provider = provider(new Folder(folder, "ours", Pooling.MEAN, "passage: ", "", 64));
        try (EmbeddingModel model = provider.open(provider.spec(null, null))) {
            assertThat(model.passageTokens()).isBetween(40, 60);
            assertThat(model.embed(List.of("word ".repeat(500)))).isEqualTo(model.embed(List.of("word ".repeat(60))));
        }
    }

    @Test
    void isAnotherModelWhereItsVectorsWouldBeOthers() throws IOException {
        String name = name(settings());
        assertThat(name(settings())).isEqualTo(name);
        assertThat(name(new Folder(folder, "ours", Pooling.MEAN, "", "query: ", 256)))
                .isEqualTo(name);
        assertThat(name(new Folder(folder, "ours", Pooling.CLS, "", "", 512))).isNotEqualTo(name);
        assertThat(name(new Folder(folder, "ours", Pooling.MEAN, "passage: ", "", 512)))
                .isNotEqualTo(name);

        ModelSpec before = provider(settings()).spec(null, null);
        Files.delete(folder.resolve("model.onnx"));
        copy("/bge-small-en-v1.5-q.onnx", "model.onnx");
        var after = provider(settings());
        assertThat(after.spec(null, null).model()).isNotEqualTo(before.model());
        unusable(Part.MODEL, "there is no local model " + before.model(), () -> after.open(before));
    }

    @Test
    void isNotOneOfThoseThatComeWithTheServerThoughItIsCalledLikeOne() {
        var provider = provider(new Folder(folder, "bge-small-en-v1.5", Pooling.MEAN, "", "", 512));
        ModelSpec spec = provider.spec("bge-small-en-v1.5", null);
        assertThat(spec.model().value()).startsWith("bge-small-en-v1.5@");
        try (EmbeddingModel model = provider.open(spec)) {
            assertThat(model.embed(List.of(TEXT)).getFirst()).isEqualTo(vector(provider(settings()), TEXT));
        }
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        unusable(
                Part.DIMENSION,
                "has 384 dimensions, not 768",
                () -> provider(settings()).spec(null, 768));
        unusable(
                Part.PATH,
                "there is no such folder",
                () -> provider(new Folder(folder.resolve("x"), "ours", Pooling.MEAN, "", "", 512))
                        .spec(null, null));
        Files.writeString(folder.resolve("tokenizer.json"), "{\"version\": \"1.0\"}");
        unusable(
                Part.PATH,
                "tokenizer.json is no tokenizer",
                () -> provider(settings()).spec(null, null));
        Files.writeString(folder.resolve("tokenizer.json"), "no JSON at all");
        unusable(
                Part.PATH,
                "tokenizer.json is no tokenizer",
                () -> provider(settings()).spec(null, null));
        Files.delete(folder.resolve("tokenizer.json"));
        unusable(
                Part.PATH,
                "there is no tokenizer.json",
                () -> provider(settings()).spec(null, null));
        copy("/all-minilm-l6-v2-q-tokenizer.json", "tokenizer.json");
        Files.writeString(folder.resolve("model.onnx"), "no model");
        unusable(
                Part.PATH,
                "no model that ONNX Runtime can load",
                () -> provider(settings()).spec(null, null));
        Files.write(folder.resolve("model.onnx"), new byte[0]);
        unusable(
                Part.PATH,
                "no model that ONNX Runtime can load",
                () -> provider(settings()).spec(null, null));
        Files.delete(folder.resolve("model.onnx"));
        unusable(Part.PATH, "there is no model.onnx", () -> provider(settings()).spec(null, null));
    }

    private static void unusable(Part part, String says, org.assertj.core.api.ThrowableAssert.ThrowingCallable use) {
        assertThatExceptionOfType(UnusableModel.class)
                .isThrownBy(use)
                .withMessageContaining(says)
                .satisfies(e -> assertThat(e.part()).isEqualTo(part));
    }
}
