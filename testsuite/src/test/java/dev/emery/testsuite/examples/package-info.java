/** The example programs of Corundum, written anew, each with a test. */
package dev.emery.testsuite.examples;
