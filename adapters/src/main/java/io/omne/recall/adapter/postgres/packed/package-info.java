/// How the index of words stores terms, postings and word pieces as bytes.
@NullMarked
package io.omne.recall.adapter.postgres.packed;

import org.jspecify.annotations.NullMarked;
