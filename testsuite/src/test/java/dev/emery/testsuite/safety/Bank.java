package dev.emery.testsuite.safety;

import dev.emery.cell.PCell;
import dev.emery.cell.PLong;
import dev.emery.cell.PRefCell;
import dev.emery.cell.VCell;
import dev.emery.collections.PHashMap;
import dev.emery.collections.PTreeMap;
import dev.emery.collections.PVec;
import dev.emery.pointer.Parc;
import dev.emery.pointer.Pbox;
import dev.emery.pointer.Prc;
import dev.emery.sync.PMutex;
import dev.emery.transaction.Journal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A root with something of everything that can be misused. */
record Bank(
    PHashMap<String, Account, Bank> accounts,
    PHashMap<String, Long, Bank> limits,
    PTreeMap<String, Long, Bank> rates,
    PVec<Long, Bank> sums,
    PVec<String, Bank> audit,
    PVec<Line, Bank> lines,
    PVec<PVec<Long, Bank>, Bank> pages,
    PCell<Optional<Prc<Long, Bank>>, Bank> number,
    PCell<Optional<Prc<String, Bank>>, Bank> text,
    PCell<Optional<Parc<Long, Bank>>, Bank> shared,
    PCell<Optional<Pbox<Long, Bank>>, Bank> boxed,
    PCell<Optional<Prc.PWeak<Long, Bank>>, Bank> weak,
    PCell<Optional<Color>, Bank> color,
    PCell<Optional<Desk>, Bank> desk,
    PLong<Bank> runs) {

  enum Color {
    RED,
    GREEN
  }

  enum Size {
    SMALL,
    LARGE
  }

  record Line(int number, long cents) {}

  record Point(int x, long y) {}

  record Account(String owner, PLong<Bank> cents) {}

  record Desk(PRefCell<String, Bank> motto, PMutex<Long, Bank> till, VCell<String, Bank> note) {}

  /** Puts something everywhere. */
  void fill(Journal<Bank> j) {
    accounts.put(j, "ada", new Account("ada", PLong.of(100)));
    limits.put(j, "ada", 1000L);
    rates.put(j, "ada", 3L);
    sums.addAll(j, List.of(1L, 2L, 3L));
    audit.addAll(j, List.of("opened", "checked"));
    lines.add(j, new Line(1, 100));
    pages.add(j, PVec.of(7L));
    number.set(j, Optional.of(Prc.of(5L)));
    text.set(j, Optional.of(Prc.of("five")));
    shared.set(j, Optional.of(Parc.of(6L)));
    boxed.set(j, Optional.of(Pbox.of(7L)));
    color.set(j, Optional.of(Color.RED));
    desk.set(j, Optional.of(new Desk(PRefCell.of("safe"), PMutex.of(10L), VCell.empty())));
  }

  Prc<Long, Bank> pointer() {
    return number.get().orElseThrow();
  }

  /** Everything that is stored, as Java values that can be compared. */
  List<Object> content() {
    var cents = new HashMap<String, Long>();
    accounts.forEach((owner, account) -> cents.put(owner, account.cents().get()));
    var paged = new ArrayList<List<Long>>();
    pages.forEach(page -> paged.add(List.copyOf(page)));
    Desk open = desk.get().orElseThrow();
    return List.of(
        cents,
        new HashMap<>(limits),
        new TreeMap<>(rates),
        List.copyOf(sums),
        List.copyOf(audit),
        List.copyOf(lines),
        paged,
        number.get().map(Prc::get),
        text.get().map(Prc::get),
        shared.get().map(Parc::get),
        boxed.get().map(Pbox::get),
        weak.get().isPresent(),
        color.get(),
        open.motto().read(),
        open.till().peek(),
        runs.get());
  }
}
