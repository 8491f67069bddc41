/** Persistent collections. */
module dev.emery.collections {
  requires transitive dev.emery.core;
  requires static com.google.errorprone.annotations;

  exports dev.emery.collections;

  provides dev.emery.schema.Kind with
      dev.emery.collections.PHashMapKind,
      dev.emery.collections.PStringKind,
      dev.emery.collections.PTreeMapKind,
      dev.emery.collections.PTreeSetKind,
      dev.emery.collections.PVecKind;
}
