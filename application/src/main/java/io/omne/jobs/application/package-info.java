/// Runs the jobs.
@NullMarked
package io.omne.jobs.application;

import org.jspecify.annotations.NullMarked;
