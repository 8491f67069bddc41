/**
 * The redo journal: how a commit becomes durable, how it reaches the pool file, and how both are
 * put right again after a crash. Not exported.
 *
 * <p>{@code PoolFile} opens, creates and locks the files of a pool; {@code RedoLog} appends
 * records, makes them durable and moves them into the pool file; {@code Recovery} does the last
 * part for a pool that was not closed. The {@code *Format} classes hold every offset on the medium.
 */
@NullMarked
package dev.emery.journal;

import org.jspecify.annotations.NullMarked;
