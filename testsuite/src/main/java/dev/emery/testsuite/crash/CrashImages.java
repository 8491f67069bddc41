package dev.emery.testsuite.crash;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

/**
 * The legal images of one crash point: all states of a medium that a power cut after a number of
 * its calls may leave.
 *
 * <p>What was synced is there. Of the rest each piece of a page (of a size that is chosen), each
 * length of a file and each change of names is in its durable version or in any later one,
 * independently of the others. A piece that was never written shows zeros where the file had grown
 * over it.
 */
public final class CrashImages {
  private static final int DRAWN_FROM = 32;

  private final int point;
  private final Map<Integer, PendingFile> files;
  private final Map<Path, PendingFile> durableNames;
  private final List<Unit.Name> pendingNames;

  CrashImages(
      int point,
      Map<Integer, PendingFile> files,
      Map<Path, PendingFile> durableNames,
      List<Unit.Name> pendingNames) {
    this.point = point;
    this.files = files;
    this.durableNames = durableNames;
    this.pendingNames = pendingNames;
  }

  /**
   * Returns the images of a crash point.
   *
   * @param point how many of the recorded events have happened, from 0 to all of them
   */
  public static CrashImages at(CrashMedium recording, int point) {
    Timeline timeline = new Timeline(recording);
    if (point < 0 || point > timeline.events().size()) {
      throw new IllegalArgumentException(
          "no such crash point, point=%d, events=%d".formatted(point, timeline.events().size()));
    }
    timeline.advanceTo(point);
    return timeline.images();
  }

  /** Returns how many events have happened. */
  public int point() {
    return point;
  }

  /**
   * Makes the images: all of them if there are no more than a limit, otherwise none and all of the
   * unsynced changes, the prefixes in time, each change alone, all but one, pairs, and samples.
   *
   * @param visitor is given each image, some of them possibly more than once, and says whether to
   *     go on
   * @return false if the visitor ended it
   */
  public boolean forEach(
      Granularity granularity, int limit, long seed, Predicate<CrashImage> visitor) {
    Units units = units(granularity);
    return new Choices(units.all(), limit, seed)
        .forEach(choice -> visitor.test(new CrashImage(units, choice)));
  }

  /**
   * Returns one image, drawn by a seed from those that {@link #forEach} makes within a small limit.
   */
  public CrashImage any(Granularity granularity, long seed) {
    var lottery = new Lottery<CrashImage>(1, new Random(seed));
    forEach(
        granularity,
        DRAWN_FROM,
        seed,
        image -> {
          lottery.add(image);
          return true;
        });
    return lottery.drawn().getFirst();
  }

  /** Returns the image that has this {@linkplain CrashImage#id() name}. */
  public CrashImage image(String id) {
    return CrashImage.ofId(this, id);
  }

  Units units(Granularity granularity) {
    return new Units(granularity, files, durableNames, pendingNames);
  }
}
