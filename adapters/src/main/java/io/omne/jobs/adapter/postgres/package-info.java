/// Jobs in PostgreSQL: a table of requests and their progress, and db-scheduler, which decides which instance does
/// a job.
@NullMarked
package io.omne.jobs.adapter.postgres;

import org.jspecify.annotations.NullMarked;
