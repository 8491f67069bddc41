/**
 * Events for Flight Recorder, the recorder of the JVM. Not exported: {@link dev.emery.event.Events}
 * is all that the rest of Emery sees of the module {@code jdk.jfr}, which need not be there.
 */
@NullMarked
package dev.emery.event;

import org.jspecify.annotations.NullMarked;
