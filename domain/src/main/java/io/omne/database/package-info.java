/// PostgreSQL as all modules share it: its state, its clock, its sessions.
@NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package io.omne.database;

import org.jspecify.annotations.NullMarked;
