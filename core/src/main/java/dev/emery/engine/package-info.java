/**
 * One open pool at work: transactions with their volatile undo, allocation, ownership, and the way
 * of a commit from the image into the journal. Not exported; users meet it as {@code Journal},
 * {@code ReadScope} and {@code Memory}.
 */
@NullMarked
package dev.emery.engine;

import org.jspecify.annotations.NullMarked;
