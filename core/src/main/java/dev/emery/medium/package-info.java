/**
 * The medium under a pool: the few calls through which Emery reaches files, and their production
 * implementation. Whoever gives another {@link dev.emery.medium.Medium} sees every byte on its way.
 */
@NullMarked
package dev.emery.medium;

import org.jspecify.annotations.NullMarked;
