package dev.emery.testsuite.crash;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A file at a crash: what is durable of it, and the calls since.
 *
 * @param steps the calls that changed the file after its last sync, in order
 */
record PendingFile(int number, Path name, Content durable, List<Step> steps) {
  private static final int DURABLE = Integer.MIN_VALUE;

  /** A call, and its index among all events. */
  record Step(int index, CrashEvent.OnFile event) {}

  /** A page as it was after some event. */
  private record Version(int time, byte[] page) {}

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
  List<Unit> data(Granularity granularity) {
    List<Unit> units = new ArrayList<>();
    pages()
        .forEach((index, versions) -> {
          for (int from = 0; from < Content.PAGE; from += granularity.bytes()) {
            addUnit(units, index, from, from + granularity.bytes(), versions);
          }
        });
    return units;
  }

  /** Follows the page cache through the calls. */
  private Map<Integer, List<Version>> pages() {
    Map<Integer, List<Version>> pages = new TreeMap<>();
    Content live = durable.copy();
    for (Step step : steps) {
      switch (step.event) {
        case CrashEvent.Write write -> {
          live.write(write.at(), write.bytes(), 0, write.bytes().length);
          int last = (int) ((write.at() + write.bytes().length - 1) / Content.PAGE);
          for (int i = (int) (write.at() / Content.PAGE); i <= last; i++) {
            int page = i;
            pages
                .computeIfAbsent(i, _ -> new ArrayList<>(durableVersion(page)))
                .add(new Version(step.index, live.page(i)));
          }
        }
        case CrashEvent.Truncate truncate -> live.length(truncate.size());
        case CrashEvent.Extend extend -> live.length(Math.max(live.length(), extend.size()));
        case CrashEvent.Sync _ -> {}
      }
    }
    return pages;
  }

  private List<Version> durableVersion(int page) {
    return List.of(new Version(DURABLE, durable.page(page)));
  }

  private void addUnit(List<Unit> units, int page, int from, int to, List<Version> versions) {
    List<Version> different = new ArrayList<>(List.of(versions.getFirst()));
    for (Version version : versions) {
      if (!Arrays.equals(version.page, from, to, different.getLast().page, from, to)) {
        different.add(version);
      }
    }
    if (different.size() > 1) {
      units.add(
          Unit.Data.of(
              this,
              page,
              from,
              to,
              different.stream().map(Version::page).toArray(byte[][]::new),
              different.stream().mapToInt(Version::time).toArray()));
    }
  }

  /** Whether bytes were cut off since the last sync. */
  boolean wasCut() {
    return steps.stream().anyMatch(step -> step.event instanceof CrashEvent.Truncate);
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
    for (int i = 0; i < chosen.length; i++) {
      Unit.Data unit = units.get(i);
      if (chosen[i] > 0) {
        byte[] page = content.page(unit.page()).clone();
        byte[] source = unit.pages()[chosen[i]];
        System.arraycopy(source, unit.from(), page, unit.from(), unit.to() - unit.from());
        for (long cut : cutAfter(unit.time(chosen[i]), lengthTime)) {
          int from = Math.clamp(cut - unit.start() + unit.from(), unit.from(), unit.to());
          Arrays.fill(page, from, unit.to(), (byte) 0);
        }
        content.page(unit.page(), page);
      }
    }
    content.clearFrom(length);
    content.length(length);
    return content;
  }

  /** The lengths to which the file was cut after one event, up to another. */
  private List<Long> cutAfter(int time, int lengthTime) {
    List<Long> cuts = new ArrayList<>();
    for (Step step : steps) {
      if (step.event instanceof CrashEvent.Truncate truncate
          && step.index > time
          && step.index <= lengthTime) {
        cuts.add(truncate.size());
      }
    }
    return cuts;
  }
}
