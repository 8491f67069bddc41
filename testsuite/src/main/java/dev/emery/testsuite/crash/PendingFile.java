package dev.emery.testsuite.crash;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A file at a crash: what is durable of it, and the calls that changed it since. */
final class PendingFile {
  private static final int DURABLE = Integer.MIN_VALUE;

  private final int number;
  private final Path name;
  private final Content durable;
  private final List<Step> steps;
  private final List<Step> cuts;
  private @Nullable Map<Integer, List<Version>> pages;

  /** A call, and its index among all events. */
  record Step(int index, CrashEvent.OnFile event) {}

  /** A page, or a line of it, as it was after some event: maybe a store to mapped memory. */
  private record Version(int time, byte[] page, boolean stored) {}

  PendingFile(int number, Path name, Content durable, List<Step> steps) {
    this.number = number;
    this.name = name;
    this.durable = durable;
    this.steps = steps;
    this.cuts = steps.stream().filter(step -> step.event instanceof CrashEvent.Truncate).toList();
  }

  int number() {
    return number;
  }

  Path name() {
    return name;
  }

  Content durable() {
    return durable;
  }

  /** Returns the length in all its versions, or an empty list if it did not change. */
  List<Unit> lengths() {
    List<Long> lengths = new ArrayList<>(List.of(durable.length()));
    List<Integer> times = new ArrayList<>(List.of(DURABLE));
    for (Step step : steps) {
      long before = lengths.getLast();
      long after =
          switch (step.event) {
            case CrashEvent.Write write -> Math.max(before, write.at() + write.bytes().length);
            case CrashEvent.Extend extend -> Math.max(before, extend.size());
            case CrashEvent.Truncate truncate -> Math.min(before, truncate.size());
            case CrashEvent.Sync _ -> before;
          };
      if (after != before) {
        lengths.add(after);
        times.add(step.index);
      }
    }
    if (lengths.size() == 1) {
      return List.of();
    }
    return List.of(
        new Unit.Length(
            this,
            lengths.stream().mapToLong(Long::longValue).toArray(),
            times.stream().mapToInt(Integer::intValue).toArray()));
  }

  /** Returns the parts of pages that changed, in all their versions. */
  List<Unit.Data> data(Granularity granularity) {
    List<Unit.Data> units = new ArrayList<>();
    if (pages == null) {
      pages = followPages();
    }
    pages.forEach((index, versions) -> {
      for (int from = 0; from < Content.PAGE; from += granularity.bytes()) {
        addUnit(units, granularity, index, from, versions);
      }
    });
    return units;
  }

  /** Follows the page cache through the calls. */
  private Map<Integer, List<Version>> followPages() {
    Map<Integer, List<Version>> all = new TreeMap<>();
    Content live = durable.copy();
    for (Step step : steps) {
      switch (step.event) {
        case CrashEvent.Write write -> {
          live.write(write.at(), write.bytes(), 0, write.bytes().length);
          int last = (int) ((write.at() + write.bytes().length - 1) / Content.PAGE);
          for (int i = (int) (write.at() / Content.PAGE); i <= last; i++) {
            int page = i;
            all.computeIfAbsent(i, _ -> new ArrayList<>(durableVersion(page)))
                .add(new Version(step.index, live.page(i), write.throughRegion()));
          }
        }
        case CrashEvent.Truncate truncate -> live.length(truncate.size());
        case CrashEvent.Extend extend -> live.length(Math.max(live.length(), extend.size()));
        case CrashEvent.Sync _ -> {}
      }
    }
    return all;
  }

  private List<Version> durableVersion(int page) {
    return List.of(new Version(DURABLE, durable.page(page), false));
  }

  private void addUnit(
      List<Unit.Data> units, Granularity granularity, int page, int from, List<Version> versions) {
    int to = from + granularity.bytes();
    @Nullable List<Version> different = null;
    Version last = versions.getFirst();
    for (Version version : versions) {
      if (!Arrays.equals(version.page, from, to, last.page, from, to)) {
        if (different == null) {
          different = new ArrayList<>(versions.size());
          different.add(last);
        }
        different.add(version);
        last = version;
      }
    }
    if (different == null) {
      return;
    }
    int origin = 0;
    if (granularity == Granularity.LINE && anyStored(different)) {
      different = wordByWord(different, from, to);
      origin = from;
    }
    byte[][] bytes = new byte[different.size()][];
    int[] times = new int[different.size()];
    for (int i = 0; i < times.length; i++) { // no streams: there are thousands of units
      bytes[i] = different.get(i).page;
      times[i] = different.get(i).time;
    }
    units.add(Unit.Data.of(this, page, from, to, origin, bytes, times));
  }

  private static boolean anyStored(List<Version> versions) {
    for (Version version : versions) {
      if (version.stored) {
        return true;
      }
    }
    return false;
  }

  /**
   * The versions of a line alone, with those in which only the first words of a store are there.
   */
  private static List<Version> wordByWord(List<Version> pages, int from, int to) {
    List<Version> lines = new ArrayList<>();
    byte[] line = Arrays.copyOfRange(pages.getFirst().page, from, to);
    lines.add(new Version(DURABLE, line, false));
    for (Version next : pages.subList(1, pages.size())) {
      int step = next.stored ? Long.BYTES : to - from;
      for (int word = from; word < to; word += step) {
        int at = word - from;
        if (!Arrays.equals(next.page, word, word + step, line, at, at + step)) {
          line = line.clone();
          System.arraycopy(next.page, word, line, at, step);
          lines.add(new Version(next.time, line, next.stored));
        }
      }
    }
    return lines;
  }

  /** Whether bytes were cut off since the last sync. */
  boolean wasCut() {
    return !cuts.isEmpty();
  }

  /**
   * Returns what a crash leaves of the file.
   *
   * @param chosen the version of each unit of data
   * @param length the version of the length, and when it was made
   */
  Content compose(List<Unit.Data> units, int[] chosen, long length, int lengthTime) {
    Content content = durable.copy();
    cutAfter(DURABLE, lengthTime).forEach(content::clearFrom);
    byte[] page = {};
    int copied = -1;
    for (int i = 0; i < chosen.length; i++) {
      Unit.Data unit = units.get(i);
      if (chosen[i] > 0) {
        if (unit.page() != copied) { // units are in the order of their pages
          copied = unit.page();
          page = content.page(copied).clone();
          content.page(copied, page);
        }
        unit.copyTo(page, chosen[i]);
        for (long cut : cutAfter(unit.time(chosen[i]), lengthTime)) {
          int from = Math.clamp(cut - unit.start() + unit.from(), unit.from(), unit.to());
          Arrays.fill(page, from, unit.to(), (byte) 0);
        }
      }
    }
    content.clearFrom(length);
    content.length(length);
    return content;
  }

  /** The lengths to which the file was cut after one event, up to another. */
  private List<Long> cutAfter(int time, int lengthTime) {
    if (cuts.isEmpty()) {
      return List.of(); // as nearly always, and there may be thousands of units
    }
    List<Long> lengths = new ArrayList<>();
    for (Step cut : cuts) {
      if (cut.event instanceof CrashEvent.Truncate truncate
          && cut.index > time
          && cut.index <= lengthTime) {
        lengths.add(truncate.size());
      }
    }
    return lengths;
  }
}
