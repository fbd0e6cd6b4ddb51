package io.omne;

import static io.omne.Round.median;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Writes the figures of a comparison as a table in Markdown, as JSON with each round, and as a chart.
final class CompareReport {

    private static final Path FOLDER = Path.of("target", "compare").toAbsolutePath();

    private static final String HEAD = """
            | requests | Omne's rate / plain's | a second, Omne / plain | p50 ms | p99 ms | CPU ms | CPU, times plain | WAL bytes |
            | --- | --- | --- | --- | --- | --- | --- | --- |
            """;

    private static final String OTHER_HEAD = """

            | row | figure | Omne | beside | other | Omne / other |
            | --- | --- | --- | --- | --- | --- |
            """;

    private CompareReport() {}

    /// @param settings what was measured with, by name
    /// @return the folder that has `compare.md`, `compare.json` and `compare.svg`
    static Path write(List<ComparedRow> rows, List<Figure> figures, Map<String, String> settings) {
        try {
            Files.createDirectories(FOLDER);
            Files.writeString(
                    FOLDER.resolve("compare.md"),
                    HEAD
                            + rows.stream().map(CompareReport::line).collect(Collectors.joining())
                            + OTHER_HEAD
                            + figures.stream().map(Figure::line).collect(Collectors.joining()));
            Files.writeString(FOLDER.resolve("compare.json"), json(rows, figures, settings));
            Files.writeString(FOLDER.resolve("compare.svg"), CompareChart.of(rows));
            return FOLDER;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String line(ComparedRow row) {
        List<Round> omne = row.omne();
        List<Round> plain = row.plain();
        return String.format(
                Locale.ROOT,
                "| %s | %.2f | %,.0f / %,.0f | %.1f / %.1f | %.1f / %.1f | %.2f / %.2f | %.1f | %,.0f / %,.0f |%n",
                row.workload().name(),
                row.rate(),
                median(omne, Round::rate),
                median(plain, Round::rate),
                median(omne, Round::p50),
                median(plain, Round::p50),
                median(omne, Round::p99),
                median(plain, Round::p99),
                median(omne, Round::cpu),
                median(plain, Round::cpu),
                row.cpu(),
                median(omne, Round::wal),
                median(plain, Round::wal));
    }

    private static String json(List<ComparedRow> rows, List<Figure> figures, Map<String, String> settings) {
        ObjectNode json = Client.JSON.createObjectNode();
        ObjectNode with = json.putObject("settings");
        settings.forEach(with::put);
        ArrayNode workloads = json.putArray("workloads");
        for (ComparedRow row : rows) {
            ObjectNode workload =
                    workloads.addObject().put("name", row.workload().name());
            row.omne().forEach(workload.withArray("omne")::addPOJO);
            row.plain().forEach(workload.withArray("plain")::addPOJO);
        }
        ArrayNode others = json.putArray("figures");
        for (Figure figure : figures) {
            others.addObject()
                    .put("row", figure.row())
                    .put("name", figure.name())
                    .put("omne", figure.omne())
                    .put("beside", figure.beside())
                    .put("other", figure.other());
        }
        return json.toPrettyString();
    }
}
