/** Persistent collections. */
module dev.emery.collections {
  requires transitive dev.emery.core;
  requires static com.google.errorprone.annotations;

  exports dev.emery.collections;

  provides dev.emery.schema.Kind with
      dev.emery.collections.PBytesKind,
      dev.emery.collections.PDequeKind,
      dev.emery.collections.PDoubleVecKind,
      dev.emery.collections.PHashMapKind,
      dev.emery.collections.PHashSetKind,
      dev.emery.collections.PIntVecKind,
      dev.emery.collections.PLinkedHashMapKind,
      dev.emery.collections.PLinkedListKind,
      dev.emery.collections.PLongLongMapKind,
      dev.emery.collections.PLongMapKind,
      dev.emery.collections.PLongVecKind,
      dev.emery.collections.PPriorityQueueKind,
      dev.emery.collections.PStringKind,
      dev.emery.collections.PTreeMapKind,
      dev.emery.collections.PTreeSetKind,
      dev.emery.collections.PVecKind;
}
