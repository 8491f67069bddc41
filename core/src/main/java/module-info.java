/** The pool, its journal, transactions and the building blocks of persistent structures. */
module dev.emery.core {
  requires static transitive org.jspecify;
  requires static com.google.errorprone.annotations;
  requires com.github.benmanes.caffeine;

  exports dev.emery;
  exports dev.emery.medium;
  exports dev.emery.schema;
}
