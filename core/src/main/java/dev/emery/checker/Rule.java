package dev.emery.checker;

import java.util.Locale;

/** A rule, as messages and {@code @SuppressWarnings("emery.escape")} name it. */
enum Rule {
  /** A persistent type without its type arguments has no brand. */
  RAW,
  /** An unchecked cast forges a brand. */
  CAST,
  /** Parts of one object belong to pools of different types. */
  POOL,
  /** The journal of an outer transaction, used in an inner one. */
  NESTED,
  /** A type that cannot be stored. */
  PSAFE,
  /** A type confined to one thread, shared between threads. */
  PSEND,
  /** A volatile cell that would keep a persistent object alive. */
  VSAFE,
  /** A value that has to stay in its transaction gets out by a field, container or wider type. */
  ESCAPE,
  /** A value that has to stay in its transaction is used by code that may run later. */
  CAPTURE,
  /** A value that has to stay in its transaction is the result of it. */
  TXOUT,
  /** A transaction changes volatile state, which no rollback undoes. */
  TXIN,
  /** A journal that no transaction has made. */
  JOURNAL,
  /** A method that always throws. */
  DONOTCALL;

  /** The name, such as {@code emery.escape}. */
  String code() {
    return "emery." + name().toLowerCase(Locale.ROOT);
  }
}
