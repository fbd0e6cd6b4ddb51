package io.omne.jobs.adapter.postgres;

import io.omne.jobs.api.JobState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads a row of the table of jobs.
final class JobRow {

    private JobRow() {}

    static JobState read(ResultSet row, int number) throws SQLException {
        return new JobState(
                Objects.requireNonNull(row.getObject("id", UUID.class)),
                text(row, "name"),
                text(row, "subject"),
                JobState.State.valueOf(text(row, "state").toUpperCase(Locale.ROOT)),
                row.getString("phase"),
                row.getLong("done"),
                row.getLong("total"),
                Objects.requireNonNull(time(row, "asked_at")),
                time(row, "started_at"),
                time(row, "phase_started_at"),
                time(row, "progressed_at"),
                time(row, "finished_at"),
                row.getString("outcome"),
                row.getString("error"));
    }

    private static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getString(column), column);
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
