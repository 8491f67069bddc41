package dev.emery.testsuite.crash;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Finds crashes that a {@link Workload} does not survive. It runs the workload once on a {@link
 * CrashMedium}, plays a crash before each call that changed the medium, and recovers every distinct
 * {@linkplain CrashImages image} that the crash may leave.
 *
 * <p>After recovery the content must be one that the workload attempted, not older than the last
 * one it called durable; recovering once more must change nothing; and the workload must be able to
 * go on. Crashes can also be played inside recoveries: after them the content must be what the
 * undisturbed recovery finds.
 *
 * {@snippet :
 * CrashExplorer.of(workload).descend(100, 3).explore().requireClean();
 * }
 *
 * @param <S> the content
 */
public final class CrashExplorer<S> {
  private final Workload<S> workload;
  private Set<Granularity> granularities = EnumSet.allOf(Granularity.class);
  private int imagesPerPoint = 1024;
  private int imagesPerInnerPoint = 64;
  private int[] descents = {};
  private int failures = 1;
  private long seed = 1;
  private Duration longest = Duration.ofDays(1);

  private CrashExplorer(Workload<S> workload) {
    this.workload = workload;
  }

  /** Returns an explorer of a workload, with the limits that the methods below describe. */
  public static <S> CrashExplorer<S> of(Workload<S> workload) {
    return new CrashExplorer<>(workload);
  }

  /** Sets the sizes of pieces that are lost as a whole; by default all. */
  public CrashExplorer<S> granularities(Granularity first, Granularity... others) {
    granularities = EnumSet.of(first, others);
    return this;
  }

  /**
   * Sets how many images of one granularity are made at a crash point; if there are more, they are
   * sampled. By default 1,024.
   */
  public CrashExplorer<S> imagesPerPoint(int limit) {
    imagesPerPoint = limit;
    return this;
  }

  /** Sets the same for crash points inside recoveries. By default 64. */
  public CrashExplorer<S> imagesPerInnerPoint(int limit) {
    imagesPerInnerPoint = limit;
    return this;
  }

  /**
   * Sets the recoveries in which crashes are played: of how many images of the workload, then of
   * how many images of each such recovery, and so on. They are drawn at random from the distinct
   * images. By default none.
   */
  public CrashExplorer<S> descend(int... recoveries) {
    descents = recoveries.clone();
    return this;
  }

  /** Sets after how many failures the exploration ends. By default one. */
  public CrashExplorer<S> failures(int limit) {
    failures = limit;
    return this;
  }

  /** Sets after how long the exploration ends, with what it has seen until then. */
  public CrashExplorer<S> within(Duration limit) {
    longest = limit;
    return this;
  }

  /** Sets the start of all random choices. By default 1. */
  public CrashExplorer<S> seed(long start) {
    seed = start;
    return this;
  }

  /** Runs the workload, and all crashes. */
  public CrashReport explore() throws Exception {
    Recording<S> recording = record();
    Exploration<S> exploration = exploration();
    exploration.explore(stage(recording), descents);
    return exploration.report();
  }

  private static <S> Exploration.Stage<S> stage(Recording<S> recording) {
    List<CrashEvent> events = recording.medium().events();
    return new Exploration.Stage<>(
        recording.medium(),
        "",
        0,
        recording.firstPoint(),
        recording.lastPoint(),
        point -> recording.allowed(events, point));
  }

  private Exploration<S> exploration() {
    return new Exploration<>(
        workload, this::limit, granularities, seed, failures, longest.toNanos());
  }

  private int limit(int depth) {
    return depth == 0 ? imagesPerPoint : imagesPerInnerPoint;
  }

  private Recording<S> record() throws Exception {
    var recording = new Recording<>(workload.initial());
    workload.run(recording);
    return recording;
  }

  /**
   * Plays the crash that the line of a {@link CrashFailure} names, and no other.
   *
   * @throws IllegalArgumentException if the line is of another workload
   */
  public CrashReport reproduce(String line) throws Exception {
    String start = "workload=" + workload.name() + " ";
    if (!line.startsWith(start)) {
      throw new IllegalArgumentException("line of another workload, line=" + line);
    }
    Recording<S> recording = record();
    Exploration<S> exploration = exploration();
    Exploration.Stage<S> stage = stage(recording);
    List<String> steps = new ArrayList<>(List.of(line.substring(start.length()).split(" > ")));
    String last = steps.removeLast();
    for (String step : steps) {
      stage = exploration.stageInside(stage, step);
    }
    exploration.play(stage, last);
    return exploration.report();
  }
}
