/** A test library for users of Emery. */
module dev.emery.testsuite {
  requires transitive dev.emery.collections;

  exports dev.emery.testsuite.crash;
}
