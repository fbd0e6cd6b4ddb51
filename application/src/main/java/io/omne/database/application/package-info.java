/// The clock of this machine compared with that of the database.
@NullMarked
package io.omne.database.application;

import org.jspecify.annotations.NullMarked;
