/** Persistent collections. */
module dev.emery.collections {
  requires transitive dev.emery.core;
}
