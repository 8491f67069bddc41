/** What every package needs: exceptions, options and marker types. */
@NullMarked
package dev.emery;

import org.jspecify.annotations.NullMarked;
