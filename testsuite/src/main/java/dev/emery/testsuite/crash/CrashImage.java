package dev.emery.testsuite.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.IntStream;

/**
 * One state of a medium after a crash. It has a name by which it is found again at the same crash
 * point of the same recording.
 */
public final class CrashImage {
  private static final int LONGEST_LIST = 12;

  private final Units units;
  private final int[] choice;

  CrashImage(Units units, int[] choice) {
    this.units = units;
    this.choice = choice;
  }

  /** Returns a hash of the names, lengths and bytes of all files. */
  public long hash() {
    return units.hash(choice);
  }

  /** Returns a new medium in this state, which records what is done to it from then on. */
  public CrashMedium open() {
    return new CrashMedium(units.compose(choice));
  }

  /** Writes the files of this image into a directory, by the last parts of their names. */
  public void save(Path directory) throws IOException {
    for (Map.Entry<Path, Content> entry : units.compose(choice).entrySet()) {
      Content content = entry.getValue();
      byte[] bytes = new byte[Math.toIntExact(content.length())];
      content.read(0, bytes, 0, bytes.length);
      Files.write(directory.resolve(entry.getKey().getFileName().toString()), bytes);
    }
  }

  /**
   * Returns the name of this image: the granularity, then {@code all} or {@code none}, then the
   * units that differ from that with the version they have, for example {@code sector:all,3=0}.
   */
  public String id() {
    String fromAll = id("all", all());
    String fromNone = id("none", new int[choice.length]);
    return fromAll.length() <= fromNone.length() ? fromAll : fromNone;
  }

  private String id(String start, int[] base) {
    var id = new StringBuilder(units.granularity().id()).append(':').append(start);
    for (int i = 0; i < choice.length; i++) {
      if (choice[i] != base[i]) {
        id.append(',').append(i).append('=').append(choice[i]);
      }
    }
    return id.toString();
  }

  static CrashImage ofId(CrashImages images, String id) {
    String[] parts = id.split("[:,]");
    Units units = images.units(Granularity.ofId(parts[0]));
    var image = new CrashImage(units, new int[units.all().size()]);
    if (parts[1].equals("all")) {
      image = new CrashImage(units, image.all());
    }
    for (String change : List.of(parts).subList(2, parts.length)) {
      String[] sides = change.split("=");
      image.choice[Integer.parseInt(sides[0])] = Integer.parseInt(sides[1]);
    }
    return image;
  }

  private int[] all() {
    return units.all().stream().mapToInt(unit -> unit.versions() - 1).toArray();
  }

  /** Returns what the crash has lost, in words. */
  public String lost() {
    int[] lost = lostUnits();
    if (lost.length == 0) {
      return "nothing";
    }
    var words = new StringJoiner(", ");
    Arrays.stream(lost).limit(LONGEST_LIST).mapToObj(this::lost).forEach(words::add);
    if (lost.length > LONGEST_LIST) {
      words.add((lost.length - LONGEST_LIST) + " more");
    }
    return words.toString();
  }

  private String lost(int unit) {
    Unit lost = units.all().get(unit);
    return choice[unit] == 0
        ? lost.toString()
        : "%s since event %d".formatted(lost, lost.time(choice[unit]));
  }

  /** Returns the units that are not as the running system showed them. */
  int[] lostUnits() {
    int[] all = all();
    return IntStream.range(0, choice.length).filter(i -> choice[i] != all[i]).toArray();
  }

  /** Returns the image in which some of the lost units are there after all. */
  CrashImage restored(int[] lost) {
    int[] fewer = choice.clone();
    int[] all = all();
    for (int unit : lost) {
      fewer[unit] = all[unit];
    }
    return new CrashImage(units, fewer);
  }

  @Override
  public String toString() {
    return id();
  }
}
