/**
 * Mutable places inside entities: {@link dev.emery.cell.PLong} for a number, {@link
 * dev.emery.cell.PCell} for any value.
 */
@NullMarked
package dev.emery.cell;

import org.jspecify.annotations.NullMarked;
