/** Models: random changes made to a persistent collection and to its twin of java.util alike. */
@NullMarked
package dev.emery.testsuite.model;

import org.jspecify.annotations.NullMarked;
