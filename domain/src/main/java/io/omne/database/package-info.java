/// What all modules share of PostgreSQL: its state, its clock, its sessions.
@NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package io.omne.database;

import org.jspecify.annotations.NullMarked;
