/** A test library for users of Emery, and for authors of persistent structures. */
module dev.emery.testsuite {
  requires transitive com.google.common.testlib;
  requires transitive dev.emery.collections;
  requires transitive org.junit.jupiter.api;

  exports dev.emery.testsuite.conformance;
  exports dev.emery.testsuite.crash;
  exports dev.emery.testsuite.model;
  exports dev.emery.testsuite.pool;
  exports dev.emery.testsuite.stress;
}
