/**
 * What the compile-time checker reports, and what it lets pass: cases as text, compiled one by one.
 */
package dev.emery.testsuite.checker;
