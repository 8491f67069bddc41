package dev.emery.pool;

import dev.emery.cell.PCell;
import dev.emery.cell.PLong;
import java.util.Optional;

/**
 * The root of the tests in this package: cells only, with two places for one entity and a list of
 * nodes.
 */
record Bank(
    PLong<Bank> total,
    PCell<String, Bank> note,
    PCell<Optional<Account>, Bank> first,
    PCell<Optional<Account>, Bank> second,
    PCell<Optional<Node>, Bank> head) {

  /** An entity. */
  record Account(String owner, PLong<Bank> cents) {
    static Account of(String owner, long cents) {
      return new Account(owner, PLong.of(cents));
    }
  }

  /** A node of a list, which owns the rest. */
  record Node(long value, PCell<Optional<Node>, Bank> next) {}

  static Bank initial() {
    return new Bank(
        PLong.of(0),
        PCell.of(""),
        PCell.of(Optional.empty()),
        PCell.of(Optional.empty()),
        PCell.of(Optional.empty()));
  }

  static Pool<Bank> inMemory() {
    return Pool.inMemory(Bank.class, Bank::initial);
  }
}
