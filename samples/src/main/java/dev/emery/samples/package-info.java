/** One idea per file. */
@NullMarked
package dev.emery.samples;

import org.jspecify.annotations.NullMarked;
