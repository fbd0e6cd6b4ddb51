package io.omne.jobs.api;

import java.util.regex.Pattern;

/// A kind of job.
///
/// @param name at most 50 lower-case letters and underscores; it is stored with each job
/// @param parameters the type of the parameters of a job, which are stored as JSON
public record JobKind<P extends Record>(String name, Class<P> parameters) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z_]{0,49}");

    public JobKind {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not the name of a kind of job: " + name);
        }
    }

    /// A kind without parameters.
    public static JobKind<NoParameters> of(String name) {
        return new JobKind<>(name, NoParameters.class);
    }

    public record NoParameters() {

        public static final NoParameters NONE = new NoParameters();
    }
}
