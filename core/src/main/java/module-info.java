/** The pool, its journal, transactions and the building blocks of persistent structures. */
module dev.emery.core {
  requires static transitive org.jspecify;
  requires static com.google.errorprone.annotations;
  requires static jdk.compiler; // for the checker, which runs inside of it
  requires static jdk.jfr; // events are not recorded without it
  requires com.github.benmanes.caffeine;

  exports dev.emery;
  exports dev.emery.cell;
  exports dev.emery.medium;
  exports dev.emery.pointer;
  exports dev.emery.pool;
  exports dev.emery.schema;
  exports dev.emery.structure;
  exports dev.emery.sync;
  exports dev.emery.transaction;

  uses dev.emery.schema.Kind;

  provides dev.emery.schema.Kind with
      dev.emery.cell.LazyCellKind,
      dev.emery.cell.PBoolKind,
      dev.emery.cell.PCellKind,
      dev.emery.cell.PDoubleKind,
      dev.emery.cell.PIntKind,
      dev.emery.cell.PLongKind,
      dev.emery.cell.PRefCellKind,
      dev.emery.cell.TCellKind,
      dev.emery.cell.VCellKind,
      dev.emery.pointer.ParcKind,
      dev.emery.pointer.ParcWeakKind,
      dev.emery.pointer.PboxKind,
      dev.emery.pointer.PrcKind,
      dev.emery.pointer.PrcWeakKind,
      dev.emery.sync.PMutexKind;
}
