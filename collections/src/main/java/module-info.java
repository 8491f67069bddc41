/** Persistent collections. */
module dev.emery.collections {
  requires transitive dev.emery.core;
  requires static com.google.errorprone.annotations;

  exports dev.emery.collections;

  provides dev.emery.schema.Kind with
      dev.emery.collections.PBytesKind,
      dev.emery.collections.PDequeKind,
      dev.emery.collections.PHashMapKind,
      dev.emery.collections.PLinkedListKind,
      dev.emery.collections.PPriorityQueueKind,
      dev.emery.collections.PStringKind,
      dev.emery.collections.PVecKind;
}
