/**
 * The crash explorer: records what a workload does to its medium, makes every state of the medium
 * that a power cut could leave, and has each of them recovered and compared with a model.
 *
 * <p>A {@link dev.emery.testsuite.crash.Workload} is all that a user writes; {@link
 * dev.emery.testsuite.crash.CrashExplorer} does the rest.
 */
@NullMarked
package dev.emery.testsuite.crash;

import org.jspecify.annotations.NullMarked;
