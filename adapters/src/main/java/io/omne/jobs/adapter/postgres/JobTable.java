package io.omne.jobs.adapter.postgres;

import io.omne.jobs.api.JobKind;
import io.omne.jobs.api.JobState;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/// Reads and writes the table of jobs. `started_at` distinguishes one attempt at a job from the next: an instance
/// that has lost a job can neither report its progress nor finish it.
final class JobTable {

    private static final int KEPT = 10;

    private static final String ASK = """
            insert into jobs (id, name, subject, parameters, state, asked_at)
            values (gen_random_uuid(), :name, :subject, :parameters::json, 'asked', clock_timestamp())
            on conflict (name, subject) where state in ('asked', 'running') do nothing
            returning *""";

    private static final String PRUNE = """
            delete from jobs where state in ('completed', 'failed') and id in
                (select id from jobs where name = :name and subject = :subject order by asked_at desc offset :kept)""";

    private static final String LATEST =
            "select * from jobs where name = :name and subject = :subject order by asked_at desc limit 1";

    private static final String BEGIN = """
            update jobs set state = 'running', started_at = clock_timestamp(), progressed_at = clock_timestamp(),
                phase = null, phase_started_at = null, done = 0, total = 0
            where id = :id and state in ('asked', 'running')
            returning started_at, parameters""";

    private static final String MINE = " where id = :id and started_at = :started_at and state = 'running'";

    private static final String MOVE = """
            update jobs set phase = :phase, done = :done, total = :total,
                phase_started_at =
                    case when phase is distinct from :phase then clock_timestamp() else phase_started_at end,
                progressed_at = case when (phase, done, total) is distinct from (:phase, :done, :total)
                    then clock_timestamp() else progressed_at end
            """ + MINE;

    private static final String COMPLETE =
            "update jobs set state = 'completed', finished_at = clock_timestamp(), outcome = :outcome::json" + MINE;

    private static final String FAIL =
            "update jobs set state = 'failed', finished_at = clock_timestamp(), error = :error" + MINE;

    private static final String HOLD = "select id from jobs" + MINE + " for share";

    private final NamedParameterJdbcTemplate jdbc;

    JobTable(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /// An instance's attempt at a job.
    ///
    /// @param parameters as JSON
    record Attempt(UUID id, OffsetDateTime startedAt, String parameters) {

        private MapSqlParameterSource mine() {
            return new MapSqlParameterSource("id", id).addValue("started_at", startedAt);
        }
    }

    Optional<JobState> ask(JobKind<?> kind, String subject, String parameters) {
        Map<String, Object> job =
                Map.of("name", kind.name(), "subject", subject, "parameters", parameters, "kept", KEPT);
        Optional<JobState> asked = jdbc.query(ASK, job, JobRow::read).stream().findFirst();
        if (asked.isPresent()) {
            jdbc.update(PRUNE, job);
        }
        return asked;
    }

    Optional<JobState> latest(JobKind<?> kind, String subject) {
        return jdbc.query(LATEST, Map.of("name", kind.name(), "subject", subject), JobRow::read).stream()
                .findFirst();
    }

    /// Starts an attempt at a job, which ends any earlier one.
    ///
    /// @return empty if the job is finished
    Optional<Attempt> begin(UUID id) {
        return jdbc
                .query(
                        BEGIN,
                        Map.of("id", id),
                        (row, _) -> new Attempt(
                                id,
                                Objects.requireNonNull(row.getObject("started_at", OffsetDateTime.class)),
                                Objects.requireNonNull(row.getString("parameters"))))
                .stream()
                .findFirst();
    }

    /// @return whether the attempt is still the latest at its job
    boolean move(Attempt attempt, @Nullable String phase, long done, long total) {
        return jdbc.update(
                        MOVE,
                        attempt.mine()
                                .addValue("phase", phase)
                                .addValue("done", done)
                                .addValue("total", total))
                == 1;
    }

    /// @return whether the attempt was still the latest at its job
    boolean complete(Attempt attempt, @Nullable String outcome) {
        return jdbc.update(COMPLETE, attempt.mine().addValue("outcome", outcome)) == 1;
    }

    /// @param error a sentence
    void fail(Attempt attempt, String error) {
        jdbc.update(FAIL, attempt.mine().addValue("error", error));
    }

    /// Locks the job until the current transaction ends.
    ///
    /// @return whether the attempt is still the latest at its job
    boolean lock(Attempt attempt) {
        return !jdbc.queryForList(HOLD, attempt.mine(), UUID.class).isEmpty();
    }
}
