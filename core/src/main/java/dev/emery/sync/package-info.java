/** Explicit locks around persistent values: {@link dev.emery.sync.PMutex}. */
@NullMarked
package dev.emery.sync;

import org.jspecify.annotations.NullMarked;
