/**
 * Mutable places inside entities: {@link dev.emery.cell.PLong} for a number, {@link
 * dev.emery.cell.PCell} for any value, {@link dev.emery.cell.PRefCell} for one that is borrowed to
 * be used; and {@link dev.emery.cell.VCell}, {@link dev.emery.cell.LazyCell} and {@link
 * dev.emery.cell.TCell} for values that stay on the Java heap.
 */
@NullMarked
package dev.emery.cell;

import org.jspecify.annotations.NullMarked;
