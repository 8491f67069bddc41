/** The command line: what can be done with a pool without the program that made it. */
@NullMarked
package dev.emery.tool;

import org.jspecify.annotations.NullMarked;
