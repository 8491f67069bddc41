package dev.emery.testsuite.crash;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All units of a crash point at one granularity, and what a choice of their versions looks like.
 */
final class Units {
  private final Granularity granularity;
  private final List<Unit> all = new ArrayList<>();
  private final List<Unit.Name> changes;
  private final Map<Integer, PendingFile> files;
  private final Map<Path, PendingFile> durableNames;
  private final Map<Integer, Part> parts = new HashMap<>();

  /** Where the units of a file are, and what decides about its hash. */
  private record Part(
      int length, int firstData, List<Unit.Data> data, long[][] differences, long durableSum) {

    Part(int length, int firstData, List<Unit.Data> data, long durableSum) {
      this(length, firstData, data, differences(data), durableSum);
    }

    /** What each version of a unit adds to the sum of the bytes if it is there. */
    private static long[][] differences(List<Unit.Data> data) {
      long[][] all = new long[data.size()][];
      for (int i = 0; i < all.length; i++) {
        long[] sums = data.get(i).sums();
        long[] differences = new long[sums.length];
        for (int version = 1; version < sums.length; version++) {
          differences[version] = sums[version] - sums[0];
        }
        all[i] = differences;
      }
      return all;
    }
  }

  Units(
      Granularity granularity,
      Map<Integer, PendingFile> files,
      Map<Path, PendingFile> durableNames,
      List<Unit.Name> changes) {
    this.granularity = granularity;
    this.files = files;
    this.durableNames = durableNames;
    this.changes = changes;
    all.addAll(changes);
    for (PendingFile file : files.values()) {
      List<Unit> lengths = file.lengths();
      int length = lengths.isEmpty() ? -1 : all.size();
      all.addAll(lengths);
      int firstData = all.size();
      List<Unit.Data> data = file.data(granularity);
      all.addAll(data);
      parts.put(file.number(), new Part(length, firstData, data, file.durable().sum()));
    }
  }

  Granularity granularity() {
    return granularity;
  }

  List<Unit> all() {
    return all;
  }

  /** Returns the files of a choice by their names. */
  Map<Path, Content> compose(int[] choice) {
    Map<Path, Content> contents = new HashMap<>();
    names(choice).forEach((name, file) -> contents.put(name, compose(file, choice)));
    return contents;
  }

  /** Returns a hash of names, lengths and bytes, equal for choices that look the same. */
  long hash(int[] choice) {
    long hash = 0;
    for (Map.Entry<Path, PendingFile> entry : names(choice).entrySet()) {
      PendingFile file = entry.getValue();
      long name = Content.mix(entry.getKey().hashCode());
      hash += Content.mix(name + Content.mix(length(file, choice) + 1) + sum(file, choice));
    }
    return hash;
  }

  private Map<Path, PendingFile> names(int[] choice) {
    if (changes.isEmpty()) {
      return durableNames;
    }
    Map<Path, PendingFile> names = new HashMap<>(durableNames);
    for (int i = 0; i < changes.size(); i++) {
      if (choice[i] != 0) {
        Timeline.change(names, changes.get(i).event(), files);
      }
    }
    return names;
  }

  private long length(PendingFile file, int[] choice) {
    int unit = part(file).length;
    return unit < 0
        ? file.durable().length()
        : ((Unit.Length) all.get(unit)).lengths()[choice[unit]];
  }

  /** The sum of the bytes; composed only where a length cuts something off. */
  private long sum(PendingFile file, int[] choice) {
    Part part = part(file);
    if (part.length >= 0) {
      long longest = Arrays.stream(((Unit.Length) all.get(part.length)).lengths()).max().orElse(0);
      if (file.wasCut() || length(file, choice) < longest) {
        return compose(file, choice).sum();
      }
    }
    long sum = part.durableSum;
    for (int i = 0; i < part.differences.length; i++) {
      int version = choice[part.firstData + i];
      if (version != 0) {
        sum += part.differences[i][version];
      }
    }
    return sum;
  }

  private Content compose(PendingFile file, int[] choice) {
    Part part = part(file);
    int[] chosen = Arrays.copyOfRange(choice, part.firstData, part.firstData + part.data.size());
    int lengthTime =
        part.length < 0 ? Integer.MIN_VALUE : all.get(part.length).time(choice[part.length]);
    return file.compose(part.data, chosen, length(file, choice), lengthTime);
  }

  private Part part(PendingFile file) {
    Part part = parts.get(file.number());
    if (part == null) {
      throw new IllegalStateException("file of another crash point, file=" + file.name());
    }
    return part;
  }
}
